package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.soql.Conditions.Compiled;
import io.lantern.sandbox.salesforce.store.Records;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement with everything looked up, ready to run.
 *
 * @param count whether it is {@code SELECT COUNT()}
 * @param grouping null when rows are shown as they are
 */
record Plan(
        Records records,
        Scope scope,
        boolean includeDeleted,
        boolean count,
        @Nullable Compiled where,
        @Nullable Compiled having,
        @Nullable Grouping grouping,
        Projection projection,
        @Nullable Comparator<List<Row>> order,
        @Nullable Integer limit,
        int offset) {

    QueryResult run() {
        return run(candidates());
    }

    /** Runs it over the children of one record. */
    QueryResult run(SObjectField reference, String parentId) {
        return run(records.rows(scope.type().name(), reference.name(), parentId));
    }

    private QueryResult run(Stream<Row> candidates) {
        List<Row> rows = candidates
                .filter(r -> includeDeleted || !r.isDeleted())
                .filter(r -> where == null || where.test().test(List.of(r)))
                .toList();
        Grouping grouped = grouping;
        if (grouped == null) {
            List<List<Row>> page = page(rows.stream().map(List::of));
            return count
                    ? new QueryResult(page.size(), List.of())
                    : result(page.stream().map(r -> projection.select(r.get(0))).toList());
        }
        Collection<List<Row>> groups = grouped.groups(rows);
        Stream<List<Row>> kept =
                groups.stream().filter(g -> having == null || having.test().test(g));
        return result(page(kept).stream().map(grouped::select).toList());
    }

    private List<List<Row>> page(Stream<List<Row>> rows) {
        Stream<List<Row>> sorted = order == null ? rows : rows.sorted(order);
        Stream<List<Row>> rest = sorted.skip(offset);
        return (limit == null ? rest : rest.limit(limit)).toList();
    }

    private static QueryResult result(List<Selected> rows) {
        return new QueryResult(rows.size(), rows);
    }

    /** The rows that can satisfy the condition: from an index where the condition names values of an indexed field. */
    private Stream<Row> candidates() {
        String type = scope.type().name();
        Term term = where == null ? null : where.term();
        SObjectField field = term == null || !term.direct() ? null : term.field();
        if (where == null || field == null || !isIndexed(field)) {
            return records.rows(type);
        }
        if (where.values().size() == 1) {
            return records.rows(type, field.name(), where.values().get(0));
        }
        Map<String, Row> found = new TreeMap<>();
        for (Object value : where.values()) {
            records.rows(type, field.name(), value).forEach(r -> found.put(r.id(), r));
        }
        return found.values().stream();
    }

    private static boolean isIndexed(SObjectField field) {
        boolean everywhere = field.name().equals("CreatedById") || field.name().equals("LastModifiedById");
        boolean indexed = field.isReference()
                || field.idLookup()
                || field.unique()
                || field.type().equals("email");
        return indexed && !everywhere;
    }
}
