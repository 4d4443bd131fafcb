package io.lantern.hub.audit;

import com.google.common.collect.Lists;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The log in SQL. */
@Repository
class AuditStore {
    private static final String INSERT = """
            insert into audit_entry (tenant_id, occurred_at, action, object, object_id, pool, assigned_to,
                prev_owner, pool_sequence, reason, request_id, idempotency_key, diff, record_created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** PostgreSQL takes 65,535 parameters in a statement. */
    private static final int MOST_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate rows;

    AuditStore(JdbcTemplate rows) {
        this.jdbc = JdbcClient.create(rows);
        this.rows = rows;
    }

    /** An entry as it is stored. */
    record Row(AuditEntry entry, Instant at, String diff) {}

    /**
     * @param entries at least one
     * @throws org.springframework.dao.DuplicateKeyException when one of the entries is there already
     */
    void insertAll(List<Row> entries) {
        Lists.partition(entries, MOST_AT_ONCE).forEach(this::insertSome);
    }

    /** In one statement: a driver that has to return keys sends a batch row by row. */
    private void insertSome(List<Row> entries) {
        GeneratedKeyHolder keys = new GeneratedKeyHolder();
        rows.update(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            INSERT + ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)".repeat(entries.size() - 1),
                            new String[] {"seq"});
                    int column = 1;
                    for (Row row : entries) {
                        column = set(statement, column, row);
                    }
                    return statement;
                },
                keys);
        List<Map<String, Object>> seqs = keys.getKeyList();
        List<Object[]> unlinked = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            unlinked.add(new Object[] {
                entries.get(i).entry().tenant().value(), seqs.get(i).get("seq")
            });
        }
        rows.batchUpdate("insert into audit_unlinked (tenant_id, seq) values (?, ?)", unlinked);
    }

    /** @return the column of the next row */
    private static int set(PreparedStatement statement, int first, Row row) throws SQLException {
        AuditEntry entry = row.entry();
        int column = first;
        statement.setInt(column++, entry.tenant().value());
        statement.setObject(column++, row.at().atOffset(ZoneOffset.UTC));
        statement.setString(column++, entry.action());
        statement.setString(column++, entry.object());
        statement.setString(column++, entry.objectId());
        statement.setString(column++, entry.pool());
        statement.setString(column++, entry.assignedTo());
        statement.setString(column++, entry.prevOwner());
        statement.setObject(column++, entry.sequence(), Types.BIGINT);
        statement.setString(column++, entry.reason());
        statement.setString(column++, entry.requestId());
        statement.setString(column++, entry.idempotencyKey());
        statement.setString(column++, row.diff());
        statement.setObject(column++, utc(entry.recordCreatedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
        return column;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** @return whether an entry with this key, action and record is there */
    boolean exists(AuditEntry entry) {
        return jdbc.sql("""
                        select count(*) from audit_entry
                        where tenant_id = :tenant and idempotency_key = :key and action = :action
                            and object_id = :objectId
                        """)
                        .param("tenant", entry.tenant().value())
                        .param("key", entry.idempotencyKey())
                        .param("action", entry.action())
                        .param("objectId", entry.objectId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @return entries in the order they happened, from the first behind {@code after} */
    List<LogRow> page(LogQuery query, @Nullable LogCursor after, int limit) {
        LogQuery.Filter filter = query.filter();
        StringBuilder sql = new StringBuilder(
                "select * from audit_entry where tenant_id = :tenant and occurred_at >= :from and occurred_at < :to");
        if (filter.pool() != null) {
            sql.append(" and pool = :pool");
        }
        if (filter.object() != null) {
            sql.append(" and lower(object) = :object");
        }
        if (filter.objectId() != null) {
            sql.append(" and object_id = :objectId");
        }
        if (filter.action() != null) {
            sql.append(" and action = :action");
        }
        if (filter.assignedTo() != null) {
            sql.append(" and assigned_to = :assignedTo");
        }
        if (filter.requestId() != null) {
            sql.append(" and request_id = :requestId");
        }
        if (after != null) {
            sql.append(" and occurred_at >= :after and (occurred_at > :after or seq > :seq)");
        }
        sql.append(" order by occurred_at, seq limit :limit");
        return jdbc.sql(sql.toString())
                .param("tenant", query.tenant().value())
                .param("from", query.from().atOffset(ZoneOffset.UTC))
                .param("to", query.to().atOffset(ZoneOffset.UTC))
                .param("pool", filter.pool())
                .param("object", filter.object())
                .param("objectId", filter.objectId())
                .param("action", filter.action())
                .param("assignedTo", filter.assignedTo())
                .param("requestId", filter.requestId())
                .param("after", after == null ? null : after.after().atOffset(ZoneOffset.UTC))
                .param("seq", after == null ? null : after.seq())
                .param("limit", limit)
                .query((row, number) -> row(row, query.includeDiff()))
                .list();
    }

    private static LogRow row(ResultSet row, boolean withDiff) throws SQLException {
        return new LogRow(
                row.getLong("seq"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("object"),
                row.getString("object_id"),
                row.getString("action"),
                row.getString("pool"),
                row.getString("assigned_to"),
                row.getString("prev_owner"),
                row.getObject("pool_sequence", Long.class),
                row.getString("reason"),
                row.getString("request_id"),
                row.getString("idempotency_key"),
                withDiff ? row.getString("diff") : null);
    }
}
