package io.lantern.hub.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every row of every table, to see whether something changed that should not.
 *
 * @param rows by table and tenant, as text
 */
record TableRows(Map<String, List<String>> rows) {
    /** What the hub writes by itself: timers, positions in streams, counters. */
    private static final Pattern OWN = Pattern.compile(
            "(qrtz|flyway)_.*|scheduled_tasks|access_bucket|trigger_(replay|watermark)|.*_mirror_state");

    private static final List<String> OWN_COLUMNS = List.of("last_used_at");

    static TableRows read(JdbcClient sql) {
        Map<String, List<String>> rows = new TreeMap<>();
        sql
                .sql("select table_name from information_schema.tables where table_schema = 'public' order by 1")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !OWN.matcher(table).matches())
                .forEach(table -> sql.sql("select * from " + table)
                        .query()
                        .listOfRows()
                        .forEach(row -> rows.computeIfAbsent(
                                        table + " of " + row.get("tenant_id"), t -> new ArrayList<>())
                                .add(text(row))));
        return new TableRows(rows);
    }

    /** @return rows of the tenant that are here and not there, with their table */
    List<String> missingFrom(TableRows other, int tenant) {
        List<String> missing = new ArrayList<>();
        rows.forEach((table, mine) -> {
            if (table.endsWith(" of " + tenant)) {
                List<String> left = new ArrayList<>(mine);
                other.rows.getOrDefault(table, List.of()).forEach(left::remove);
                left.forEach(row -> missing.add(table + ": " + row));
            }
        });
        return missing;
    }

    private static String text(Map<String, Object> row) {
        Map<String, String> text = new TreeMap<>();
        row.forEach((column, value) -> {
            if (!OWN_COLUMNS.contains(column)) {
                text.put(column, value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value));
            }
        });
        return text.toString();
    }
}
