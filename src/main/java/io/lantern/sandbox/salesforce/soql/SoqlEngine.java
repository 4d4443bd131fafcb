package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.Records;

/** Answers SOQL. */
public final class SoqlEngine {
    private static final int LONGEST = 100_000;

    private SoqlEngine() {}

    /**
     * Runs a query.
     *
     * @param records the store (the whole query then sees one commit), or a transaction with its own writes
     * @param includeDeleted whether records in the recycle bin are found too, as {@code queryAll} does
     * @throws io.lantern.sandbox.salesforce.store.OrgFault in Salesforce's own words, with the place marked:
     *     MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE, INVALID_QUERY_FILTER_OPERATOR, NUMBER_OUTSIDE_VALID_RANGE
     */
    public static QueryResult query(Records records, String soql, boolean includeDeleted) {
        SoqlErrors errors = new SoqlErrors(soql);
        if (soql.length() > LONGEST) {
            throw SoqlErrors.plain("MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters.");
        }
        Statement statement = new Parser(new Tokens(soql, errors), errors).parse();
        return records instanceof OrgStore store
                ? store.read(snapshot -> run(snapshot, statement, includeDeleted, errors))
                : run(records, statement, includeDeleted, errors);
    }

    private static QueryResult run(Records records, Statement statement, boolean includeDeleted, SoqlErrors errors) {
        return new Planner(records, errors, includeDeleted).plan(statement).run();
    }
}
