package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query that gives aggregates.
 *
 * @param by what to group by; empty for one group of all rows, however few
 * @param columns what to show, by name
 */
record Grouping(List<Term> by, Map<String, Term> columns) {
    Collection<List<Row>> groups(List<Row> rows) {
        if (by.isEmpty()) {
            return List.of(rows);
        }
        Map<List<@Nullable Object>, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row);
        }
        return groups.values();
    }

    private List<@Nullable Object> key(Row row) {
        @Nullable Object[] key = new @Nullable Object[by.size()];
        for (int i = 0; i < key.length; i++) {
            Object value = by.get(i).of(row);
            key[i] = value == null ? null : Comparison.folded(value);
        }
        return Arrays.asList(key);
    }

    Selected select(List<Row> group) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        columns.forEach((name, term) -> values.put(name, term.of(group)));
        return new Selected(Selected.AGGREGATE, null, values);
    }
}
