package io.lantern.hub.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever changes the log is found out, on every database. */
abstract class ChainContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final TenantId OTHER = new TenantId(2);

    @Autowired
    AuditLog log;

    @Autowired
    ChainCheck check;

    @Autowired
    ChainWriter writer;

    @Autowired
    JdbcClient sql;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AccessService access;

    @LocalServerPort
    int port;

    @BeforeEach
    void empty() {
        for (String table : List.of("audit_unlinked", "audit_link", "audit_head", "audit_entry")) {
            sql.sql("delete from " + table).update();
        }
    }

    @Test
    void entriesAreLinkedSoonAfterTheyAreCommitted() {
        write(TENANT, 3);

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> count("audit_link") == 3);
        assertThat(count("audit_unlinked")).isZero();
        assertThat(verdict(TENANT)).isEqualTo(new ChainCheck.Verdict(3, 0, 0, null));
    }

    @Test
    void manyWritersAtOnceBreakNothingAndWhatIsRolledBackLeavesNoGap() {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> all = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> transaction.executeWithoutResult(status -> {
                                log.append(entry(i % 2 == 0 ? TENANT : OTHER));
                                if (i % 5 == 0) {
                                    status.setRollbackOnly();
                                }
                            }),
                            writers))
                    .toList();
            while (!all.stream().allMatch(CompletableFuture::isDone)) {
                writer.link(TENANT);
                writer.link(OTHER);
            }
            all.forEach(CompletableFuture::join);
        } finally {
            writers.shutdownNow();
        }

        assertThat(verdict(TENANT)).isEqualTo(new ChainCheck.Verdict(80, 0, 0, null));
        assertThat(verdict(OTHER)).isEqualTo(new ChainCheck.Verdict(80, 0, 0, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_entry set reason = 'Because I said so' where seq = :seq       | 3 | changed after",
                "update audit_entry set occurred_at = timestamp '2020-01-01 00:00:00' where seq = :seq | 3 | changed after",
                "update audit_entry set diff = '{}' where seq = :seq                        | 3 | changed after",
                "update audit_entry set pool = null where seq = :seq                        | 3 | changed after",
                "delete from audit_entry where seq = :seq                                   | 3 | entry was removed",
                "delete from audit_link where seq = :seq                                    | 3 | link was removed",
                "update audit_link set content_hash = hash where seq = :seq                 | 3 | does not fit",
                "delete from audit_link where seq > :seq                                    | 4 | end of the chain",
            })
    void whatWasTamperedWithIsNamed(String deed, long number, String reason) {
        write(TENANT, 5);
        writer.link(TENANT);
        long third = sql.sql("select seq from audit_link where tenant_id = 1 and number = 3")
                .query(Long.class)
                .single();

        assertThat(sql.sql(deed).param("seq", third).update()).isPositive();

        ChainCheck.Broken broken = firstBroken();
        assertThat(broken.number()).isEqualTo(number);
        assertThat(broken.reason()).contains(reason);
    }

    @Test
    void anEntryThatWasSlippedInIsNamed() {
        write(TENANT, 2);
        writer.link(TENANT);
        sql.sql("insert into audit_entry (tenant_id, occurred_at, action, object, object_id, reason, request_id, diff)"
                        + " values (1, current_timestamp, 'assign', 'Lead', '00Q5g00000AbCdEEAV', 'forged', 'r', '{}')")
                .update();

        ChainCheck.Broken broken = firstBroken();

        assertThat(broken.reason()).contains("slipped in");
        assertThat(broken.objectId()).isEqualTo("00Q5g00000AbCdEEAV");
    }

    @Test
    void twoEntriesThatChangePlacesAreNamed() {
        write(TENANT, 4);
        writer.link(TENANT);
        sql.sql("update audit_link set seq = -seq where number in (2, 3)").update();
        List<Long> seqs = sql.sql("select -seq from audit_link where number in (2, 3) order by number")
                .query(Long.class)
                .list();
        sql.sql("update audit_link set seq = ? where number = 2")
                .param(seqs.get(1))
                .update();
        sql.sql("update audit_link set seq = ? where number = 3")
                .param(seqs.get(0))
                .update();

        assertThat(verdict(TENANT).firstBroken()).isNotNull();
    }

    @Test
    void whatIsErasedOrRemovedIsCountedAndLeavesTheChainWhole() {
        write(TENANT, 5);
        List<Long> seqs = sql.sql("select seq from audit_entry order by seq")
                .query(Long.class)
                .list();

        transaction.executeWithoutResult(status -> writer.erase(TENANT, seqs.subList(0, 3)));
        transaction.executeWithoutResult(status -> writer.remove(TENANT, seqs.subList(2, 4)));

        assertThat(verdict(TENANT)).isEqualTo(new ChainCheck.Verdict(5, 2, 2, null));
        assertThat(sql.sql("select reason from audit_entry order by seq")
                        .query(String.class)
                        .list())
                .containsExactly("Erased", "Erased", "Next in pool inbound");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_link set gone = 'retention' where seq = :seq | after retention removed it",
                "update audit_link set gone = 'erasure' where seq = :seq   | after an erasure emptied it",
            })
    void aNoteAtALinkHidesNoOtherChange(String deed, String reason) {
        write(TENANT, 3);
        writer.link(TENANT);
        long second = sql.sql("select seq from audit_link where tenant_id = 1 and number = 2")
                .query(Long.class)
                .single();
        sql.sql("update audit_entry set assigned_to = null where seq = ?")
                .param(second)
                .update();

        sql.sql(deed).param("seq", second).update();

        assertThat(firstBroken().reason()).contains(reason);
    }

    @Test
    void verifyNamesATamperedEntryToItsTenantOnly() {
        write(TENANT, 3);
        writer.link(TENANT);
        sql.sql("update audit_entry set reason = 'x' where tenant_id = 1").update();
        String range = "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2100-01-01T00:00:00Z\"}";
        HubCalls ours = new HubCalls(port, access.issue(TENANT, "ours", Set.of("logs"), null));

        assertThat(ours.post("/v1/logs/verify", range).body())
                .contains("\"intact\":false", "\"number\":1", "changed after it was written");
        assertThat(ours.post(
                                "/v1/logs/verify",
                                "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2019-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(verdict(OTHER)).isEqualTo(new ChainCheck.Verdict(0, 0, 0, null));
    }

    private ChainCheck.Verdict verdict(TenantId tenant) {
        return check.check(tenant, Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    }

    private ChainCheck.Broken firstBroken() {
        return Objects.requireNonNull(verdict(TENANT).firstBroken(), "The log looks whole");
    }

    private void write(TenantId tenant, int entries) {
        for (int i = 0; i < entries; i++) {
            log.append(entry(tenant));
        }
    }

    private static AuditEntry entry(TenantId tenant) {
        return new AuditEntry(
                tenant,
                "assign",
                "Lead",
                "00Q5g00000AbCdEEAV",
                "inbound",
                "0055g00000LmNoPAAV",
                null,
                7L,
                "Next in pool inbound",
                "req_1",
                UUID.randomUUID().toString(),
                Map.of("OwnerId", new FieldChange(null, "0055g00000LmNoPAAV", "pool inbound", null)),
                Instant.parse("2026-03-01T10:00:00Z"));
    }

    private int count(String table) {
        return sql.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
