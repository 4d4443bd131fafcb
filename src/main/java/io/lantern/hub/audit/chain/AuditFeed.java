package io.lantern.hub.audit.chain;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log for those who pass it on: entries in the order of the chain, which they entered after they had committed. */
@Repository
public class AuditFeed {
    private final JdbcClient jdbc;

    AuditFeed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An entry with its place in the chain.
     *
     * @param number of its link, from 1 without gaps per tenant
     * @param hash of its link, hexadecimal
     * @param diff JSON: field to value before and after
     */
    public record ChainedEntry(
            long number,
            String hash,
            Instant timestamp,
            String object,
            String objectId,
            String action,
            @Nullable String pool,
            @Nullable String assignedTo,
            @Nullable String prevOwner,
            @Nullable Long sequence,
            String reason,
            String requestId,
            @Nullable String idempotencyKey,
            String diff) {}

    /**
     * @return the entries behind that number in their order; those that retention has removed are left out
     * @param most at least 1
     */
    public List<ChainedEntry> after(TenantId tenant, long number, int most) {
        return jdbc.sql("select l.number, l.hash, e.* from audit_link l join audit_entry e on e.seq = l.seq"
                        + " where l.tenant_id = ? and l.number > ? order by l.number limit ?")
                .params(tenant.value(), number, most)
                .query((row, n) -> new ChainedEntry(
                        row.getLong("number"),
                        row.getString("hash"),
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
                        row.getString("diff")))
                .list();
    }

    /** @return tenant to the number of its last link */
    public Map<TenantId, Long> ends() {
        Map<TenantId, Long> ends = new LinkedHashMap<>();
        jdbc.sql("select tenant_id, number from audit_head order by tenant_id").query(row -> {
            ends.put(new TenantId(row.getInt("tenant_id")), row.getLong("number"));
        });
        return ends;
    }
}
