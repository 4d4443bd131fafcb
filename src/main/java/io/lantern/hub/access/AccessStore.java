package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code access_*}. */
@Repository
class AccessStore {
    private final JdbcClient jdbc;

    AccessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the key, unless it was revoked; it may have expired */
    Optional<ApiKey> find(String secretHmac) {
        return jdbc.sql("select tenant_id, name, prefix, secret_hmac, scopes, expires_at from access_key"
                        + " where secret_hmac = ? and revoked_at is null")
                .param(secretHmac)
                .query((row, number) -> key(row))
                .optional();
    }

    boolean hasKeys() {
        return jdbc.sql("select count(*) from access_key where revoked_at is null")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void insert(ApiKey key, Instant now) {
        jdbc.sql("insert into access_key (tenant_id, name, prefix, secret_hmac, scopes, created_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        key.tenant().value(),
                        key.name(),
                        key.prefix(),
                        key.secretHmac(),
                        String.join(" ", key.scopes()),
                        now.atOffset(ZoneOffset.UTC),
                        key.expiresAt() == null ? null : key.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    int revoke(TenantId tenant, String secretHmac, Instant now) {
        return jdbc.sql("update access_key set revoked_at = ?"
                        + " where tenant_id = ? and secret_hmac = ? and revoked_at is null")
                .params(now.atOffset(ZoneOffset.UTC), tenant.value(), secretHmac)
                .update();
    }

    void delete(String secretHmac) {
        jdbc.sql("delete from access_key where secret_hmac = ?")
                .param(secretHmac)
                .update();
    }

    /** Makes sure the tenant is there; one that is there is left as it is. */
    void ensureTenant(TenantId tenant, String name, String plan, Instant now) {
        try {
            jdbc.sql("insert into access_tenant (tenant_id, name, plan, created_at)"
                            + " select ?, ?, ?, ? where not exists (select 1 from access_tenant where tenant_id = ?)")
                    .params(tenant.value(), name, plan, now.atOffset(ZoneOffset.UTC), tenant.value())
                    .update();
        } catch (DuplicateKeyException e) {
            // Another node inserted it between the look and the insert.
        }
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        Timestamp expires = row.getTimestamp("expires_at");
        return new ApiKey(
                new TenantId(row.getInt("tenant_id")),
                row.getString("name"),
                row.getString("prefix"),
                row.getString("secret_hmac"),
                Set.of(row.getString("scopes").split(" ")),
                expires == null ? null : expires.toInstant());
    }
}
