package io.lantern.hub.credit;

import io.lantern.hub.credit.ChargeRow.State;
import io.lantern.hub.kernel.TenantId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts, charges and the ledger in SQL. Methods join the caller's transaction. */
@Repository
class CreditStore {
    private final JdbcClient jdbc;

    CreditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return what the tenant can spend now; empty when it has no account yet */
    Optional<Credits> balance(TenantId tenant) {
        return jdbc.sql("select balance from credit_account where tenant_id = ?")
                .param(tenant.value())
                .query(BigDecimal.class)
                .optional()
                .map(Credits::new);
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the tenant has one */
    void openAccount(TenantId tenant, Credits balance, Instant at) {
        jdbc.sql("insert into credit_account (tenant_id, balance, opened_at) values (?, ?, ?)")
                .params(tenant.value(), balance.value(), utc(at))
                .update();
    }

    /** @return whether the balance covered it; if not, nothing is taken */
    boolean take(TenantId tenant, Credits credits) {
        return jdbc.sql("update credit_account set balance = balance - :credits"
                                + " where tenant_id = :tenant and balance >= :credits")
                        .param("credits", credits.value())
                        .param("tenant", tenant.value())
                        .update()
                == 1;
    }

    void give(TenantId tenant, Credits credits) {
        jdbc.sql("update credit_account set balance = balance + ? where tenant_id = ?")
                .params(credits.value(), tenant.value())
                .update();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the charge has an entry with that line */
    void append(Entry entry, Instant at) {
        ChargedWork work = entry.work();
        jdbc.sql("""
                        insert into credit_entry (tenant_id, occurred_at, kind, amount, charge_key, line, operation, item,
                            provider, request_id, run_id, workflow_id, key_id, reason)
                        values (:tenant, :at, :kind, :amount, :charge, :line, :operation, :item,
                            :provider, :request, :run, :workflow, :key, :reason)
                        """)
                .param("tenant", work.tenant().value())
                .param("at", utc(at))
                .param("kind", entry.kind().wireName())
                .param("amount", entry.amount())
                .param("charge", work.key())
                .param("line", entry.line())
                .param("operation", work.operation())
                .param("item", entry.item() == null ? null : entry.item().wireName())
                .param("provider", entry.provider())
                .param("request", work.requestId())
                .param("run", work.runId())
                .param("workflow", work.workflowId())
                .param("key", work.keyId())
                .param("reason", entry.reason())
                .update();
    }

    Optional<ChargeRow> charge(TenantId tenant, String key) {
        return jdbc.sql("select * from credit_charge where tenant_id = ? and charge_key = ?")
                .params(tenant.value(), key)
                .query((row, number) -> charge(row))
                .optional();
    }

    /**
     * @param expiresAt null when it lasts until its run ends
     * @throws org.springframework.dao.DuplicateKeyException when there is a charge with that key
     */
    void insertCharge(ChargedWork work, Credits reserved, Instant at, @Nullable Instant expiresAt) {
        jdbc.sql("""
                        insert into credit_charge (tenant_id, charge_key, state, reserved, used, lines, operation,
                            request_id, run_id, workflow_id, key_id, reserved_at, expires_at)
                        values (:tenant, :charge, 'RESERVED', :reserved, 0, 1, :operation,
                            :request, :run, :workflow, :key, :at, :expires)
                        """)
                .param("tenant", work.tenant().value())
                .param("charge", work.key())
                .param("reserved", reserved.value())
                .param("operation", work.operation())
                .param("request", work.requestId())
                .param("run", work.runId())
                .param("workflow", work.workflowId())
                .param("key", work.keyId())
                .param("at", utc(at))
                .param("expires", expiresAt == null ? null : utc(expiresAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        work.tags()
                .forEach((name, value) -> jdbc.sql(
                                "insert into credit_tag (tenant_id, charge_key, name, tag_value) values (?, ?, ?, ?)")
                        .params(work.tenant().value(), work.key(), name, value)
                        .update());
    }

    /**
     * Moves a charge on, if it still is as it was read.
     *
     * @param now its new state, with as many lines as it has then
     * @param expiresAt null unless it is reserved again, for a request
     * @return whether it was
     */
    boolean move(ChargeRow before, ChargeRow now, @Nullable Instant expiresAt) {
        return jdbc.sql("""
                        update credit_charge set state = :state, reserved = :reserved, used = :used, lines = :lines,
                            expires_at = :expires
                        where tenant_id = :tenant and charge_key = :charge and state = :before and lines = :linesBefore
                        """)
                        .param("state", now.state().name())
                        .param("reserved", now.reserved().value())
                        .param("used", now.used().value())
                        .param("lines", now.lines())
                        .param("expires", expiresAt == null ? null : utc(expiresAt), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("tenant", before.work().tenant().value())
                        .param("charge", before.work().key())
                        .param("before", before.state().name())
                        .param("linesBefore", before.lines())
                        .update()
                == 1;
    }

    /** @return reservations of requests that are older than any request */
    List<ChargeRow> expired(Instant now, int most) {
        return jdbc.sql("select * from credit_charge where expires_at < ? order by expires_at limit ?")
                .params(utc(now), most)
                .query((row, number) -> charge(row))
                .list();
    }

    List<ChargeRow> reservedByRun(TenantId tenant, String runId) {
        return jdbc.sql("select * from credit_charge where tenant_id = ? and run_id = ? and state = 'RESERVED'")
                .params(tenant.value(), runId)
                .query((row, number) -> charge(row))
                .list();
    }

    /** @return run to what it was charged, as a whole and for its parts; runs that were not charged are left out */
    Map<String, Credits> usedByRuns(TenantId tenant, Collection<String> runIds) {
        Map<String, Credits> used = new HashMap<>();
        jdbc.sql("select run_id, sum(used) as used from credit_charge"
                        + " where tenant_id = :tenant and run_id in (:runs) and state = 'SETTLED' group by run_id")
                .param("tenant", tenant.value())
                .param("runs", runIds)
                .query(row -> {
                    used.put(row.getString("run_id"), new Credits(row.getBigDecimal("used")));
                });
        return used;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static ChargeRow charge(ResultSet row) throws SQLException {
        ChargedWork work = new ChargedWork(
                new TenantId(row.getInt("tenant_id")),
                row.getString("charge_key"),
                row.getString("operation"),
                row.getString("request_id"),
                row.getString("run_id"),
                row.getString("workflow_id"),
                row.getString("key_id"),
                Map.of());
        return new ChargeRow(
                work,
                State.valueOf(row.getString("state")),
                new Credits(row.getBigDecimal("reserved")),
                new Credits(row.getBigDecimal("used")),
                row.getInt("lines"));
    }
}
