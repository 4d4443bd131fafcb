package io.lantern.hub.audit.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is to be kept how long, and what is over time, in SQL. */
@Repository
class RetentionStore {
    private static final TypeReference<LinkedHashMap<String, Integer>> DAYS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    RetentionStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A place in the log, in the order of time. */
    record Place(Instant at, long seq) {
        static final Place BEGINNING = new Place(Instant.EPOCH, 0);
    }

    RetentionPolicy policy(TenantId tenant) {
        return jdbc.sql("select days, legal_hold, archive_to_s3 from audit_retention where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> policy(row))
                .optional()
                .orElse(RetentionPolicy.DEFAULT);
    }

    /** To be called by one at a time: the caller holds the tenant's chain. */
    void save(TenantId tenant, RetentionPolicy policy) {
        String days = text(policy.days());
        int changed = jdbc.sql(
                        "update audit_retention set days = ?, legal_hold = ?, archive_to_s3 = ? where tenant_id = ?")
                .params(days, policy.legalHold(), policy.archiveToS3(), tenant.value())
                .update();
        if (changed == 0) {
            jdbc.sql("insert into audit_retention (days, legal_hold, archive_to_s3, tenant_id) values (?, ?, ?, ?)")
                    .params(days, policy.legalHold(), policy.archiveToS3(), tenant.value())
                    .update();
        }
    }

    /** @return tenants that have a log */
    List<TenantId> tenants() {
        return jdbc.sql("select tenant_id from audit_head order by tenant_id")
                .query((row, number) -> new TenantId(row.getInt(1)))
                .list();
    }

    /** @return entries of an action older than {@code end}, from the first behind {@code after} */
    List<Place> expired(TenantId tenant, String action, Instant end, Place after, int limit) {
        return jdbc.sql("select occurred_at, seq from audit_entry"
                        + " where tenant_id = :tenant and action = :action and occurred_at < :end"
                        + " and occurred_at >= :after and (occurred_at > :after or seq > :seq)"
                        + " order by occurred_at, seq limit :limit")
                .param("tenant", tenant.value())
                .param("action", action)
                .param("end", end.atOffset(ZoneOffset.UTC))
                .param("after", after.at().atOffset(ZoneOffset.UTC))
                .param("seq", after.seq())
                .param("limit", limit)
                .query((row, number) -> new Place(
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(), row.getLong("seq")))
                .list();
    }

    /** @return what is there of a batch, with the links */
    List<ArchivedEntry> archived(ExpiredBatch batch) {
        return jdbc.sql("select e.*, l.number, l.content_hash, l.hash, l.gone from audit_entry e"
                        + " join audit_link l on l.seq = e.seq where e.tenant_id = :tenant and e.seq in (:seqs)"
                        + " order by e.occurred_at, e.seq")
                .param("tenant", batch.tenant().value())
                .param("seqs", batch.seqs())
                .query((row, number) -> ArchivedEntry.of(row))
                .list();
    }

    private RetentionPolicy policy(ResultSet row) throws SQLException {
        Map<String, Integer> days = new LinkedHashMap<>(RetentionPolicy.DEFAULT.days());
        try {
            days.putAll(json.readValue(row.getString("days"), DAYS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit_retention.days is not what the hub wrote", e);
        }
        return new RetentionPolicy(days, row.getBoolean("legal_hold"), row.getBoolean("archive_to_s3"));
    }

    private String text(Map<String, Integer> days) {
        try {
            return json.writeValueAsString(days);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers by name are not JSON", e);
        }
    }
}
