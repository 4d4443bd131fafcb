package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tenants, and keys as the gate looks them up. */
@Repository
class AccessStore {
    private final JdbcClient jdbc;
    private final TenantSettings tenants;

    AccessStore(JdbcClient jdbc, TenantSettings tenants) {
        this.jdbc = jdbc;
        this.tenants = tenants;
    }

    /** @return the key with this secret, or with it until its grace ends, unless it was revoked; it may be dead */
    Optional<ApiKey> find(String secretHmac) {
        return jdbc.sql("select k.*, t.plan from access_key k join access_tenant t on t.tenant_id = k.tenant_id"
                        + " where (k.secret_hmac = ? or k.previous_hmac = ?) and k.revoked_at is null"
                        // A secret that was rotated out and then given out again, as the sandbox's may be.
                        + " order by case when k.secret_hmac = ? then 0 else 1 end fetch first 1 row only")
                .params(secretHmac, secretHmac, secretHmac)
                .query((row, number) -> key(row, secretHmac))
                .optional();
    }

    /** @return limits of the tenant's plan; empty when there is no such tenant */
    Optional<Limits> plan(TenantId tenant) {
        return jdbc.sql("select plan from access_tenant where tenant_id = ?")
                .param(tenant.value())
                .query(String.class)
                .optional()
                .map(tenants::plan);
    }

    /** @return tenants with a key that lives */
    Set<Integer> tenantsWithKeys(Instant now) {
        return jdbc.sql("select distinct tenant_id from access_key where revoked_at is null"
                        + " and (expires_at is null or expires_at > ?)")
                .param(KeyStore.utc(now))
                .query(Integer.class)
                .set();
    }

    void used(TenantId tenant, long id, Instant at) {
        jdbc.sql("update access_key set last_used_at = ?"
                        + " where tenant_id = ? and key_id = ? and (last_used_at is null or last_used_at < ?)")
                .params(KeyStore.utc(at), tenant.value(), id, KeyStore.utc(at))
                .update();
    }

    void delete(String secretHmac) {
        jdbc.sql("update access_key set previous_hmac = null where previous_hmac = ?")
                .param(secretHmac)
                .update();
        jdbc.sql("delete from access_key where secret_hmac = ?")
                .param(secretHmac)
                .update();
    }

    /** Makes sure the tenant is there, as the settings have it. */
    void keepTenant(TenantSettings.Tenant tenant, Instant now) {
        int changed = jdbc.sql("update access_tenant set name = ?, plan = ? where tenant_id = ?")
                .params(tenant.name(), tenant.plan(), tenant.id())
                .update();
        if (changed == 0) {
            ensureTenant(tenant, now);
        }
    }

    /** Makes sure the tenant is there; one that is there is left as it is. */
    void ensureTenant(TenantSettings.Tenant tenant, Instant now) {
        try {
            jdbc.sql("insert into access_tenant (tenant_id, name, plan, created_at)"
                            + " select ?, ?, ?, ? where not exists (select 1 from access_tenant where tenant_id = ?)")
                    .params(tenant.id(), tenant.name(), tenant.plan(), KeyStore.utc(now), tenant.id())
                    .update();
        } catch (DuplicateKeyException e) {
            // Another node inserted it between the look and the insert.
        }
    }

    private ApiKey key(ResultSet row, String secretHmac) throws SQLException {
        boolean rotatedOut = !row.getString("secret_hmac").equals(secretHmac);
        Instant expires = KeyStore.instant(row, "expires_at");
        Instant graceEnds = rotatedOut ? KeyStore.instant(row, "previous_until") : null;
        return new ApiKey(
                row.getLong("key_id"),
                new TenantId(row.getInt("tenant_id")),
                row.getString(rotatedOut ? "previous_prefix" : "prefix"),
                Set.copyOf(KeyStore.words(row.getString("scopes"))),
                Set.copyOf(KeyStore.words(row.getString("origins"))),
                KeyStore.limits(row).over(tenants.plan(row.getString("plan"))),
                graceEnds == null || (expires != null && expires.isBefore(graceEnds)) ? expires : graceEnds);
    }
}
