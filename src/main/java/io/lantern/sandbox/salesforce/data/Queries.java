package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.soql.QueryResult;
import io.lantern.sandbox.salesforce.store.Records;

/** Answers SOQL. */
@FunctionalInterface
public interface Queries {
    /**
     * Runs a query.
     *
     * @param records what it sees
     * @param includeDeleted as queryAll does
     * @throws io.lantern.sandbox.salesforce.store.OrgFault MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE and others in
     *     Salesforce's own words
     */
    QueryResult query(Records records, String soql, boolean includeDeleted);
}
