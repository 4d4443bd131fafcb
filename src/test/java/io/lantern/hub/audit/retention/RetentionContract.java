package io.lantern.hub.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.audit.chain.ChainWriter;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept, what goes, and what stops it, on every database. */
abstract class RetentionContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final TenantId OTHER = new TenantId(2);
    private static final Instant NOW = Instant.parse("2026-06-10T02:30:00Z");

    @Autowired
    RetentionStore store;

    @Autowired
    ChainWriter chain;

    @Autowired
    AuditLog log;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient sql;

    @Autowired
    AccessService access;

    @Autowired
    ObjectMapper json;

    @Autowired
    ProducerTemplate routes;

    @LocalServerPort
    int port;

    RetentionService retention;

    @BeforeEach
    void empty() {
        for (String table : List.of("audit_unlinked", "audit_link", "audit_head", "audit_entry", "audit_retention")) {
            sql.sql("delete from " + table).update();
        }
        retention = new RetentionService(
                store,
                chain,
                log,
                new RetentionSettings("0 30 2 * * ?"),
                transaction,
                json,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void anEntryGoesWhenItsDaysAreOverAndItsLinkStays() {
        write(TENANT, "match", NOW.minus(Duration.ofDays(90)));
        write(TENANT, "match", NOW.minus(Duration.ofDays(91)));
        write(TENANT, "assign", NOW.minus(Duration.ofDays(91)));
        write(TENANT, "assign", NOW.minus(Duration.ofDays(731)));
        write(OTHER, "match", NOW.minus(Duration.ofDays(89)));

        assertThat(cleanUp(TENANT)).isEqualTo(2);
        assertThat(cleanUp(OTHER)).isZero();

        assertThat(left("match")).isEqualTo(2);
        assertThat(left("assign")).isEqualTo(1);
        assertThat(sql.sql("select reason from audit_entry where object = 'AuditEntry' order by seq")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "Removed 1 entries with action assign, the oldest of 2024-06-09T02:30:00Z, after 730 days",
                        "Removed 1 entries with action match, the oldest of 2026-03-11T02:30:00Z, after 90 days");
        assertThat(verify()).contains("\"intact\":true", "\"checked\":6", "\"removed\":2");
    }

    @Test
    void aLongBacklogGoesInBatches() {
        for (int i = 0; i < ExpiredEntries.BATCH + 1; i++) {
            write(TENANT, "match", NOW.minus(Duration.ofDays(100)).plusSeconds(i));
        }

        List<Integer> sizes = new ArrayList<>();
        retention.expired(TENANT).forEachRemaining(batch -> sizes.add(retention.remove(batch)));

        assertThat(sizes).containsExactly(ExpiredEntries.BATCH, 1);
        assertThat(left("match")).isZero();
        assertThat(verify()).contains("\"intact\":true", "\"removed\":2001");
    }

    @Test
    void whoIsStoppedInTheMiddleGoesOnLaterAndNothingIsWrittenTwice() {
        for (int i = 0; i < ExpiredEntries.BATCH + 1; i++) {
            write(TENANT, "match", NOW.minus(Duration.ofDays(100)).plusSeconds(i));
        }
        var killed = retention.expired(TENANT);
        retention.remove(killed.next());
        ExpiredBatch found = killed.next();

        assertThat(cleanUp(TENANT)).isEqualTo(1);
        assertThat(retention.remove(found)).isZero();

        assertThat(left("delete")).isEqualTo(2);
    }

    @Test
    void twoNodesAtOnceRemoveEachEntryOnce() {
        for (int i = 0; i < 3000; i++) {
            write(TENANT, "match", NOW.minus(Duration.ofDays(100)).plusSeconds(i));
        }

        List<CompletableFuture<Integer>> nodes = Stream.of(TENANT, TENANT, TENANT)
                .map(tenant -> CompletableFuture.supplyAsync(() -> cleanUp(tenant)))
                .toList();

        assertThat(nodes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(3000);
        assertThat(left("match")).isZero();
        assertThat(verify()).contains("\"intact\":true", "\"removed\":3000");
    }

    @Test
    void aLegalHoldStopsACleanUpThatHasBegun() {
        write(TENANT, "match", NOW.minus(Duration.ofDays(100)));
        var begun = retention.expired(TENANT);
        ExpiredBatch found = begun.next();

        Retention held = retention.change(new RetentionChange(null, true, null), caller("hold"));

        assertThat(held.nextCleanupAt()).isNull();
        assertThat(retention.remove(found)).isZero();
        assertThat(retention.expired(TENANT)).isExhausted();
        assertThat(left("match")).isEqualTo(1);

        retention.change(new RetentionChange(null, false, null), caller("lift"));
        assertThat(cleanUp(TENANT)).isEqualTo(1);
    }

    @Test
    void aChangeIsAnEntryOfTheLogAndWhatChangesNothingIsNot() {
        retention.change(new RetentionChange(Map.of("match", 30), null, null), caller("a"));
        retention.change(new RetentionChange(Map.of("match", 30), false, null), caller("b"));

        assertThat(retention.retention(caller("c")).days())
                .containsEntry("match", 30)
                .containsEntry("delete", 2190);
        assertThat(sql.sql("select reason from audit_entry").query(String.class).list())
                .containsExactly("Changed how long entries are kept: match from 90 to 30");
    }

    @Test
    void theNextCleanUpIsWhenTheCronSays() {
        assertThat(retention.retention(caller("a")).nextCleanupAt()).isEqualTo("2026-06-11T02:30:00Z");
    }

    @Test
    void allOfItWorksOverHttpAndByTheRoute() {
        HubCalls hub = new HubCalls(port, access.issue(TENANT, "admin", Set.of("admin"), null));
        write(TENANT, "match", Instant.now().minus(Duration.ofDays(5)));

        assertThat(hub.get("/v1/logs/retention").body()).contains("\"match\":90", "\"legal_hold\":false", "T02:30:00Z");
        assertThat(put(hub, "{\"days\": {\"match\": 3}}").body()).contains("\"match\":3", "\"assign\":730");
        assertThat(put(hub, "{\"days\": {\"match\": 0}}").statusCode()).isEqualTo(400);
        assertThat(put(hub, "{\"days\": {\"steal\": 3}}").statusCode()).isEqualTo(400);
        assertThat(put(hub, "{}").statusCode()).isEqualTo(400);
        assertThat(put(hub, "{\"archive_to_s3\": true}").body())
                .contains("not_configured", "set lantern.storage.bucket");
        routes.sendBody("direct:audit.cleanup", "");

        assertThat(left("match")).isZero();
        assertThat(new HubCalls(port, access.issue(TENANT, "reader", Set.of("logs"), null))
                        .get("/v1/logs/retention")
                        .statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> put(HubCalls hub, String json) {
        return hub.send(hub.request("/v1/logs/retention")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    private int cleanUp(TenantId tenant) {
        int removed = 0;
        for (var batches = retention.expired(tenant); batches.hasNext(); ) {
            removed += retention.remove(batches.next());
        }
        return removed;
    }

    private void write(TenantId tenant, String action, Instant at) {
        sql.sql("insert into audit_entry (tenant_id, occurred_at, action, object, object_id, reason, request_id, diff)"
                        + " values (?, ?, ?, 'Lead', '00Q5g00000AbCdEEAV', 'Because', 'req_1', '{}')")
                .params(tenant.value(), at.atOffset(ZoneOffset.UTC), action)
                .update();
        sql.sql("insert into audit_unlinked (tenant_id, seq) select tenant_id, max(seq) from audit_entry"
                        + " where tenant_id = ? group by tenant_id")
                .param(tenant.value())
                .update();
    }

    private int left(String action) {
        return sql.sql("select count(*) from audit_entry where action = ?")
                .param(action)
                .query(Integer.class)
                .single();
    }

    private String verify() {
        return new HubCalls(port, access.issue(TENANT, "auditor", Set.of("logs"), null))
                .post("/v1/logs/verify", "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2100-01-01T00:00:00Z\"}")
                .body();
    }

    private static Caller caller(String effect) {
        return new Caller(TENANT, "lnt_test", Set.of("admin"), "req_1").repeating(effect);
    }
}
