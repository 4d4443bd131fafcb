package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Table {@code access_key} as an admin changes it. */
@Repository
class KeyStore {
    private final JdbcClient jdbc;

    KeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** HMACs of a key's secrets. @param previous null when the key was never rotated, or without grace */
    record Secrets(String current, @Nullable String previous) {}

    /** The secret before a rotation, which lives on for a grace. */
    record Previous(String prefix, String hmac, Instant until) {}

    /** Lets the tenant's keys be changed by one transaction at a time. */
    void lock(TenantId tenant) {
        jdbc.sql("select tenant_id from access_tenant where tenant_id = ? for update")
                .param(tenant.value())
                .query(Integer.class)
                .optional();
    }

    /** @return the new key's id */
    long insert(NewKey key, String prefix, String secretHmac, Instant now) {
        OwnLimits limits = key.limits();
        var id = new GeneratedKeyHolder();
        jdbc.sql("insert into access_key (tenant_id, name, prefix, secret_hmac, scopes, created_at, created_by,"
                        + " expires_at, origins, limit_sync, limit_batch, limit_credits, limit_burst, limit_agents)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(key.tenant().value(), key.name(), prefix, secretHmac, String.join(" ", key.scopes()))
                .params(utc(now), key.createdBy())
                .param(key.expiresAt() == null ? null : utc(key.expiresAt()))
                .params(String.join(" ", key.origins()))
                .param(limits.sync())
                .param(limits.batch())
                .param(limits.credits())
                .param(limits.burst())
                .param(limits.agents())
                .update(id, "key_id");
        return Objects.requireNonNull(id.getKeyAs(Long.class));
    }

    Optional<KeyEntry> find(TenantId tenant, long id) {
        return jdbc.sql("select * from access_key where tenant_id = ? and key_id = ?")
                .params(tenant.value(), id)
                .query((row, number) -> entry(row))
                .optional();
    }

    Optional<Secrets> secrets(TenantId tenant, long id) {
        return jdbc.sql("select secret_hmac, previous_hmac from access_key where tenant_id = ? and key_id = ?")
                .params(tenant.value(), id)
                .query((row, number) -> new Secrets(row.getString(1), row.getString(2)))
                .optional();
    }

    /** @return the newest first */
    List<KeyEntry> page(TenantId tenant, int offset, int size) {
        return jdbc.sql("select * from access_key where tenant_id = ? order by key_id desc"
                        + " offset ? rows fetch next ? rows only")
                .params(tenant.value(), offset, size)
                .query((row, number) -> entry(row))
                .list();
    }

    long count(TenantId tenant) {
        return jdbc.sql("select count(*) from access_key where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    /** @return keys of the tenant that are not revoked */
    List<KeyEntry> unrevoked(TenantId tenant) {
        return jdbc.sql("select * from access_key where tenant_id = ? and revoked_at is null")
                .param(tenant.value())
                .query((row, number) -> entry(row))
                .list();
    }

    void revoke(TenantId tenant, long id, Instant now) {
        jdbc.sql("update access_key set revoked_at = ? where tenant_id = ? and key_id = ? and revoked_at is null")
                .params(utc(now), tenant.value(), id)
                .update();
    }

    void rotate(TenantId tenant, long id, String prefix, String secretHmac, @Nullable Previous previous) {
        jdbc.sql("update access_key set prefix = ?, secret_hmac = ?, previous_prefix = ?, previous_hmac = ?,"
                        + " previous_until = ? where tenant_id = ? and key_id = ?")
                .params(prefix, secretHmac)
                .param(previous == null ? null : previous.prefix())
                .param(previous == null ? null : previous.hmac())
                .param(previous == null ? null : utc(previous.until()))
                .params(tenant.value(), id)
                .update();
    }

    private static KeyEntry entry(ResultSet row) throws SQLException {
        Timestamp created = row.getTimestamp("created_at");
        return new KeyEntry(
                row.getLong("key_id"),
                row.getString("name"),
                row.getString("prefix"),
                words(row.getString("scopes")),
                words(row.getString("origins")),
                limits(row),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"),
                created.toInstant(),
                row.getString("created_by"));
    }

    static OwnLimits limits(ResultSet row) throws SQLException {
        return new OwnLimits(
                row.getObject("limit_sync", Integer.class),
                row.getObject("limit_batch", Integer.class),
                row.getObject("limit_credits", Integer.class),
                row.getObject("limit_burst", Integer.class),
                row.getObject("limit_agents", Integer.class));
    }

    static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
