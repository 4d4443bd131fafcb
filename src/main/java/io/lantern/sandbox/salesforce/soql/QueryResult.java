package io.lantern.sandbox.salesforce.soql;

import java.util.List;

/**
 * All rows of a query, or all children of one record.
 *
 * @param totalSize how many rows; of {@code SELECT COUNT()} the count, with no rows
 */
public record QueryResult(int totalSize, List<Selected> rows) {
    public QueryResult {
        rows = List.copyOf(rows);
    }
}
