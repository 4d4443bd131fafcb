package io.lantern.hub.audit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts of the log in SQL. */
@Repository
class StatisticsStore {
    private static final String SECONDS =
            "within group (order by case when action = 'assign' and record_created_at is not null"
                    + " then extract(epoch from (occurred_at)) - extract(epoch from (record_created_at)) end)";

    private final JdbcClient jdbc;

    StatisticsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param share of the whole, to be filled in by who knows the whole; here 0 */
    List<LogStatistics.Group> count(LogQuery query, LogStatistics.By by) {
        Map<String, @Nullable Object> values = new HashMap<>();
        String where = where(query, values);
        return jdbc.sql("select " + by.expression() + " as grouped, count(*) as entries, percentile_cont(0.5) "
                        + SECONDS
                        + " as median, percentile_cont(0.95) " + SECONDS + " as p95 from audit_entry where " + where
                        + " group by " + by.expression() + " order by grouped")
                .params(values)
                .query((row, number) -> new LogStatistics.Group(
                        by.value(row.getString("grouped")),
                        row.getLong("entries"),
                        0,
                        seconds(row, "median"),
                        seconds(row, "p95")))
                .list();
    }

    private static String where(LogQuery query, Map<String, @Nullable Object> values) {
        LogQuery.Filter filter = query.filter();
        StringBuilder where = new StringBuilder("tenant_id = :tenant and occurred_at >= :from and occurred_at < :to");
        values.put("tenant", query.tenant().value());
        values.put("from", query.from().atOffset(ZoneOffset.UTC));
        values.put("to", query.to().atOffset(ZoneOffset.UTC));
        and(where, values, "pool", filter.pool());
        and(where, values, "lower(object)", filter.object());
        and(where, values, "object_id", filter.objectId());
        and(where, values, "action", filter.action());
        and(where, values, "assigned_to", filter.assignedTo());
        and(where, values, "request_id", filter.requestId());
        return where.toString();
    }

    private static void and(
            StringBuilder where, Map<String, @Nullable Object> values, String column, @Nullable String wanted) {
        if (wanted != null) {
            String name = "p" + values.size();
            where.append(" and ").append(column).append(" = :").append(name);
            values.put(name, wanted);
        }
    }

    private static @Nullable Double seconds(ResultSet row, String column) throws SQLException {
        BigDecimal seconds = row.getBigDecimal(column);
        return seconds == null
                ? null
                : seconds.setScale(1, RoundingMode.HALF_UP).doubleValue();
    }
}
