package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.store.Records;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers SOQL. */
public interface Queries {
    /**
     * Runs a query.
     *
     * @param records what it sees
     * @param includeDeleted as queryAll does
     * @throws io.lantern.sandbox.salesforce.store.OrgFault MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE and others in
     *     Salesforce's own words
     */
    Found query(Records records, String soql, boolean includeDeleted);

    /**
     * All rows of a query. A record is a map that starts with {@code attributes} ({@code type}); a parent is such a
     * map or null, children are a {@link Found} or null.
     *
     * @param totalSize rows, or the count of {@code COUNT()}, which has no records
     */
    record Found(int totalSize, List<Map<String, @Nullable Object>> records) {}
}
