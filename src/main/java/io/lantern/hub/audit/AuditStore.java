package io.lantern.hub.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The log in SQL. */
@Repository
class AuditStore {
    private final JdbcClient jdbc;

    AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the entry is there already */
    void insert(AuditEntry entry, Instant at, String diff) {
        GeneratedKeyHolder seq = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into audit_entry (tenant_id, occurred_at, action, object, object_id, pool, assigned_to,
                            prev_owner, pool_sequence, reason, request_id, idempotency_key, diff, record_created_at)
                        values (:tenant, :at, :action, :object, :objectId, :pool, :assignedTo,
                            :prevOwner, :sequence, :reason, :requestId, :idempotencyKey, :diff, :created)
                        """)
                .param("tenant", entry.tenant().value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("action", entry.action())
                .param("object", entry.object())
                .param("objectId", entry.objectId())
                .param("pool", entry.pool())
                .param("assignedTo", entry.assignedTo())
                .param("prevOwner", entry.prevOwner())
                .param("sequence", entry.sequence())
                .param("reason", entry.reason())
                .param("requestId", entry.requestId())
                .param("idempotencyKey", entry.idempotencyKey())
                .param("diff", diff)
                .param("created", utc(entry.recordCreatedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update(seq, "seq");
        jdbc.sql("insert into audit_unlinked (tenant_id, seq) values (?, ?)")
                .params(entry.tenant().value(), seq.getKeyAs(Long.class))
                .update();
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
