package io.lantern.hub.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.storage.StorageService;
import io.lantern.sandbox.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What goes is in S3 before it goes, on every database. */
abstract class ArchiveContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final Path folder = temporaryFolder();
    private static final S3Server s3 = start();

    @Autowired
    AuditLog log;

    @Autowired
    RetentionService retention;

    @Autowired
    StorageService storage;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient sql;

    @Autowired
    AccessService access;

    @Autowired
    ProducerTemplate routes;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void bucket(DynamicPropertyRegistry settings) {
        settings.add("lantern.storage.bucket", () -> S3Server.BUCKET);
        settings.add("lantern.storage.endpoint", () -> s3.url().toString());
        settings.add("lantern.storage.path-style", () -> "true");
        settings.add("lantern.storage.access-key", () -> S3Server.ACCESS_KEY);
        settings.add("lantern.storage.secret-key", () -> S3Server.SECRET_KEY);
        settings.add("lantern.storage.timeout", () -> "5s");
    }

    @AfterAll
    static void noFaults() throws Exception {
        fault("DELETE", "");
    }

    @BeforeEach
    void empty() throws Exception {
        for (String table : List.of("audit_unlinked", "audit_link", "audit_head", "audit_entry", "audit_retention")) {
            sql.sql("delete from " + table).update();
        }
        objects().forEach(ArchiveContract::delete);
        fault("DELETE", "");
        HubCalls hub = new HubCalls(port, access.issue(TENANT, "admin", Set.of("admin"), null));
        assertThat(hub.send(hub.request("/v1/logs/retention")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{\"archive_to_s3\": true}")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void entriesAreInTheBucketBeforeTheyGoAndTheirHashesCanBeComputedAgain() throws Exception {
        write(3);

        routes.sendBody("direct:audit.cleanup", "");

        assertThat(left()).isZero();
        List<JsonNode> lines = archived();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).get("reason").asText()).isEqualTo("Set Phone from \"acme\" – ✓");
        for (JsonNode line : lines) {
            assertThat(Hashing.sha256()
                            .hashString(canonical(line), StandardCharsets.UTF_8)
                            .toString())
                    .isEqualTo(line.get("content_hash").asText());
        }
        String key = sql.sql("select reason from audit_entry where object = 'AuditEntry'")
                .query(String.class)
                .single()
                .replaceFirst(".*archived as ", "");
        assertThat(http.send(HttpRequest.newBuilder(storage.presign(key)).build(), BodyHandlers.ofString())
                        .body()
                        .lines())
                .hasSize(3);
    }

    @Test
    void whileS3IsAwayNothingGoesAndTheNextNightItDoes() throws Exception {
        write(2);
        fault("PUT", "access-denied");

        routes.sendBody("direct:audit.cleanup", "");
        assertThat(left()).isEqualTo(2);

        fault("DELETE", "");
        routes.sendBody("direct:audit.cleanup", "");
        assertThat(left()).isZero();
        assertThat(archived()).hasSize(2);
    }

    @Test
    void whatArrivedOnlyInPartKeepsItsEntries() throws Exception {
        write(2);
        fault("PUT", "lose-bytes");

        routes.sendBody("direct:audit.cleanup", "");

        assertThat(left()).isEqualTo(2);
    }

    @Test
    void aHubKilledBetweenStoringAndRemovingArchivesTheSameAgainAndNoEntryTwice() throws Exception {
        write(2);
        ExpiredBatch found = retention.expired(TENANT).next();
        storage.put(found.key(), retention.archive(found));
        List<JsonNode> before = archived();

        routes.sendBody("direct:audit.cleanup", "");

        assertThat(left()).isZero();
        assertThat(archived()).isEqualTo(before);
    }

    @Test
    void aSlowNodeDoesNotOverwriteWhatAnotherArchived() throws Exception {
        write(2);
        ExpiredBatch found = retention.expired(TENANT).next();
        routes.sendBody("direct:audit.cleanup", "");

        assertThatThrownBy(() -> retention.archive(found)).hasMessage("Another node is removing these entries");

        assertThat(archived()).hasSize(2);
    }

    private void write(int entries) {
        for (int i = 0; i < entries; i++) {
            log.append(AuditEntry.of(
                    TENANT,
                    "match",
                    "Lead",
                    "00Q5g00000AbCdEEAV",
                    "Set Phone from \"acme\" – ✓",
                    "req_1",
                    "key-" + i,
                    Map.of("Phone", new FieldChange(null, "+1 415 555 0134", "acme", 0.9))));
        }
        sql.sql("update audit_entry set occurred_at = ? where action = 'match'")
                .param(Instant.now()
                        .minus(Duration.ofDays(100))
                        .truncatedTo(ChronoUnit.MICROS)
                        .atOffset(ZoneOffset.UTC))
                .update();
    }

    private int left() {
        return sql.sql("select count(*) from audit_entry where action = 'match'")
                .query(Integer.class)
                .single();
    }

    private static String canonical(JsonNode line) {
        StringBuilder text = new StringBuilder();
        for (String column : List.of(
                "tenant_id",
                "seq",
                "occurred_at",
                "action",
                "object",
                "object_id",
                "pool",
                "assigned_to",
                "prev_owner",
                "pool_sequence",
                "reason",
                "request_id",
                "idempotency_key",
                "diff",
                "record_created_at")) {
            String value = line.get(column).asText();
            text.append(line.get(column).isNull() ? "-" : value.getBytes(StandardCharsets.UTF_8).length + ":" + value);
        }
        return text.toString();
    }

    private List<JsonNode> archived() throws IOException {
        List<Path> objects = objects().toList();
        assertThat(objects).hasSize(1);
        return Files.readAllLines(objects.get(0)).stream().map(this::parsed).toList();
    }

    private JsonNode parsed(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> objects() throws IOException {
        return Files.list(folder.resolve(S3Server.BUCKET));
    }

    private static void fault(String method, String name) throws Exception {
        http.send(
                HttpRequest.newBuilder(URI.create(s3.url() + "/sandbox/faults" + (name.isEmpty() ? "" : "/" + name)))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("archive-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Server start() {
        try {
            return S3Server.start(folder, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
