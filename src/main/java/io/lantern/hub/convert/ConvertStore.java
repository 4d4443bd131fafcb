package io.lantern.hub.convert;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of this room. Methods join the caller's transaction. */
@Repository
class ConvertStore {
    private final JdbcClient sql;

    ConvertStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param convertedAt null while the answer is not known */
    record Outcome(
            @Nullable SalesforceId ownerId,
            @Nullable SalesforceId accountId,
            @Nullable SalesforceId contactId,
            @Nullable SalesforceId opportunityId,
            @Nullable Instant convertedAt) {}

    Optional<Outcome> outcome(OrgRef org, SalesforceId lead) {
        return sql.sql("select owner_id, account_id, contact_id, opportunity_id, converted_at from convert_outcome"
                        + " where tenant_id = ? and org = ? and lead_id = ?")
                .params(org.tenant().value(), org.name(), lead.value())
                .query((row, n) -> new Outcome(
                        id(row.getString(1)),
                        id(row.getString(2)),
                        id(row.getString(3)),
                        id(row.getString(4)),
                        row.getTimestamp(5) == null ? null : row.getTimestamp(5).toInstant()))
                .optional();
    }

    void begin(OrgRef org, SalesforceId lead, String requestId, Instant now) {
        if (outcome(org, lead).isEmpty()) {
            sql.sql("insert into convert_outcome (tenant_id, org, lead_id, request_id, begun_at)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(org.tenant().value(), org.name(), lead.value(), requestId, Timestamp.from(now))
                    .update();
        }
    }

    void converted(OrgRef org, SalesforceId lead, @Nullable SalesforceId owner, ConvertResult result, Instant now) {
        sql.sql("update convert_outcome set owner_id = ?, account_id = ?, contact_id = ?, opportunity_id = ?,"
                        + " converted_at = ? where tenant_id = ? and org = ? and lead_id = ?")
                .param(1, text(owner), Types.VARCHAR)
                .param(2, text(result.accountId()), Types.VARCHAR)
                .param(3, text(result.contactId()), Types.VARCHAR)
                .param(4, text(result.opportunityId()), Types.VARCHAR)
                .param(5, Timestamp.from(now))
                .param(6, org.tenant().value())
                .param(7, org.name())
                .param(8, lead.value())
                .update();
    }

    /** Salesforce refused: nothing was begun after all. */
    void abandon(OrgRef org, SalesforceId lead) {
        sql.sql("delete from convert_outcome"
                        + " where tenant_id = ? and org = ? and lead_id = ? and converted_at is null")
                .params(org.tenant().value(), org.name(), lead.value())
                .update();
    }

    /** @return whether the key was free, or its lease over, and is now the holder's */
    boolean lease(TenantId tenant, String key, String holder, Instant now, Instant until) {
        sql.sql("delete from convert_lease where tenant_id = ? and lease_key = ? and expires_at < ?")
                .params(tenant.value(), key, Timestamp.from(now))
                .update();
        return sql.sql("insert into convert_lease (tenant_id, lease_key, holder, expires_at) values (?, ?, ?, ?)")
                        .params(tenant.value(), key, holder, Timestamp.from(until))
                        .update()
                == 1;
    }

    void release(TenantId tenant, Collection<String> keys, String holder) {
        keys.forEach(key -> sql.sql("delete from convert_lease where tenant_id = ? and lease_key = ? and holder = ?")
                .params(tenant.value(), key, holder)
                .update());
    }

    private static @Nullable SalesforceId id(@Nullable String text) {
        return text == null ? null : SalesforceId.of(text);
    }

    private static @Nullable String text(@Nullable SalesforceId id) {
        return id == null ? null : id.value();
    }
}
