package io.lantern.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.WorkOrder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the log promises, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuditLogContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final String LEAD = "00QLA000000000DAAQ".substring(0, 15);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private TestDatabase database;
    private AuditService log;

    abstract TestDatabase open();

    @BeforeAll
    void openDatabase() {
        database = open();
        log = new AuditService(
                new AuditStore(new JdbcTemplate(database.dataSource())),
                new StatisticsStore(database.jdbc()),
                json,
                Clock.fixed(NOW, ZoneOffset.UTC),
                database.transactions());
    }

    @AfterAll
    void closeDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbc().sql("delete from audit_entry").update();
    }

    @Test
    void an_entry_comes_back_as_it_was_written() throws IOException {
        log.append(assignment("run-1", "Next in pool inbound"));

        JsonNode answer = json.readTree(read(Map.of()));

        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.get("count").asInt()).isEqualTo(1);
        assertThat(answer.get("next_cursor").isNull()).isTrue();
        JsonNode entry = answer.get("logs").get(0);
        assertThat(entry.get("timestamp").asText()).isEqualTo("2026-03-01T10:00:00.123456Z");
        assertThat(entry.get("pool").asText()).isEqualTo("inbound");
        assertThat(entry.get("sequence").asLong()).isEqualTo(7);
        assertThat(entry.get("diff").get("OwnerId").get("to").asText()).isEqualTo("005LA0000000001");
        assertThat(entry.has("seq")).isFalse();
    }

    @Test
    void a_second_entry_for_the_same_key_action_and_record_is_dropped_and_the_transaction_lives() {
        database.transaction().executeWithoutResult(status -> {
            log.append(assignment("run-1", "first"));
            log.append(assignment("run-1", "second"));
            log.append(assignment("run-2", "third"));
        });

        assertThat(reasons(read(Map.of("format", "csv")))).containsExactly("first", "third");
    }

    @Test
    void entries_without_a_key_are_all_kept() {
        log.append(assignment(null, "first"));
        log.append(assignment(null, "second"));

        assertThat(reasons(read(Map.of("format", "csv")))).containsExactly("first", "second");
    }

    @Test
    void an_entry_falls_with_the_decision_it_belongs_to() {
        assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
                    log.append(assignment("run-1", "first"));
                    throw new IllegalStateException("the decision failed");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(reasons(read(Map.of("format", "csv")))).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_a_repeat() throws IOException {
        for (int i = 0; i < 1234; i++) {
            log.append(assignment("run-" + i, "entry " + i));
        }

        JsonNode first = json.readTree(read(Map.of("limit", "700")));
        JsonNode second = json.readTree(
                read(Map.of("limit", "700", "cursor", first.get("next_cursor").asText())));

        assertThat(first.get("logs")).hasSize(700);
        assertThat(second.get("logs")).hasSize(534);
        assertThat(second.get("logs").get(0).get("reason").asText()).isEqualTo("entry 700");
        assertThat(second.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void everything_streams_when_asked_for_all() {
        for (int i = 0; i < 1234; i++) {
            log.append(assignment("run-" + i, "entry " + i));
        }

        assertThat(reasons(read(Map.of("format", "csv", "limit", "all")))).hasSize(1234);
        assertThat(read(Map.of("format", "ndjson", "limit", "all")).lines()).hasSize(1234);
    }

    @Test
    void csv_has_the_contracts_header_and_runs_no_formula() {
        log.append(assignment("=cmd|' /C calc'!A0", "+1, \"quoted\"\r\nand broken"));

        String csv = read(Map.of("format", "csv"));

        assertThat(csv)
                .startsWith("timestamp,object,object_id,action,pool,assigned_to,prev_owner,sequence,reason,"
                        + "request_id,idempotency_key,diff\r\n");
        CSVRecord row = records(csv).get(0);
        assertThat(row.get("reason")).isEqualTo("'+1, \"quoted\"\r\nand broken");
        assertThat(row.get("idempotency_key")).isEqualTo("'=cmd|' /C calc'!A0");
        assertThat(row.get("diff")).startsWith("{\"OwnerId\":");
    }

    @Test
    void filters_narrow_the_log_and_another_tenant_sees_nothing() {
        log.append(assignment("run-1", "mine"));

        assertThat(reasons(read(Map.of("format", "csv", "object", "LEAD", "object_id", LEAD, "pool", "inbound"))))
                .hasSize(1);
        assertThat(reasons(read(Map.of("format", "csv", "action", "convert")))).isEmpty();
        assertThat(reasons(read(Map.of("format", "csv", "assigned_to", LEAD)))).isEmpty();
        assertThat(reasons(read(Map.of("format", "csv", "request_id", "req_other"))))
                .isEmpty();
        assertThat(reasons(read(Map.of("format", "csv"), new TenantId(2)))).isEmpty();
    }

    @Test
    void a_log_without_diff_leaves_the_column_empty() throws IOException {
        log.append(assignment("run-1", "mine"));

        assertThat(records(read(Map.of("format", "csv", "include_diff", "false")))
                        .get(0)
                        .get("diff"))
                .isEmpty();
        assertThat(json.readTree(read(Map.of("include_diff", "false")))
                        .get("logs")
                        .get(0)
                        .has("diff"))
                .isFalse();
    }

    @Test
    void enrichment_is_noted_once_per_run_and_not_at_all_when_it_found_nothing() {
        WorkOrder order = new WorkOrder(new OrgRef(TENANT, "sandbox"), "run-1", "req_1", "Lead", SalesforceId.of(LEAD));
        Map<String, FieldChange> changes =
                Map.of("Website", new FieldChange(null, "https://example.com", "builtin.email", 0.9));

        assertThat(log.enriched(order, Map.of()).logged()).isFalse();
        assertThat(log.enriched(order, changes).logged()).isTrue();
        assertThat(log.enriched(order, changes).logged()).isTrue();

        assertThat(reasons(read(Map.of("format", "csv", "action", "enrich"))))
                .containsExactly("Set Website from builtin.email");
    }

    @Test
    void all_faults_of_a_request_are_answered_at_once() {
        Map<String, Object> wrong = Map.of(
                "from",
                "yesterday",
                "object_id",
                "00Q1",
                "action",
                "steal",
                "limit",
                "0",
                "cursor",
                "%",
                "format",
                "x");

        assertThatThrownBy(() -> log.routing(wrong, caller(TENANT)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().details())
                                .extracting(Problem.Detail::field)
                                .containsExactlyInAnyOrder(
                                        "from", "to", "object_id", "action", "limit", "cursor", "format"));
    }

    private String read(Map<String, Object> parameters) {
        return read(parameters, TENANT);
    }

    private String read(Map<String, Object> parameters, TenantId tenant) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("from", "2026-03-01");
        all.put("to", "2026-03-01");
        try (var content = log.routing(all, caller(tenant)).content()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> reasons(String csv) {
        return records(csv).stream().map(row -> row.get("reason")).toList();
    }

    private static List<CSVRecord> records(String csv) {
        try {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(new StringReader(csv))
                    .getRecords();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void statistics_count_by_user_and_tell_how_long_assignment_took() {
        for (int seconds : List.of(1, 2, 3, 4, 100)) {
            log.append(assigned("005LA0000000001", NOW.minusSeconds(seconds)));
        }
        log.append(assigned("005LA0000000002", null));

        LogStatistics stats =
                log.stats(Map.of("from", "2026-03-01", "to", "2026-03-01", "group_by", "assigned_to"), caller(TENANT));

        assertThat(stats.count()).isEqualTo(6);
        assertThat(stats.groups())
                .containsExactly(
                        new LogStatistics.Group("005LA0000000001", 5, 0.8333, 3.0, 80.8),
                        new LogStatistics.Group("005LA0000000002", 1, 0.1667, null, null));
    }

    @ParameterizedTest
    @CsvSource({"day, 2026-03-01", "hour, 2026-03-01T10:00:00Z", "action, assign", "object, Lead", "pool, inbound"})
    void statistics_count_by_what_was_asked_for(String by, String value) {
        log.append(assignment("run-1", "first"));

        LogStatistics stats = log.stats(
                Map.of("from", "2026-03-01", "to", "2026-03-01", "group_by", by, "action", "assign"), caller(TENANT));

        assertThat(stats.groups()).extracting(LogStatistics.Group::value).containsExactly(value);
    }

    private static AuditEntry assigned(String user, @Nullable Instant created) {
        return new AuditEntry(
                TENANT, "assign", "Lead", LEAD, "inbound", user, null, 1L, "Next", "req_1", null, Map.of(), created);
    }

    private static Caller caller(TenantId tenant) {
        return new Caller(tenant, "lnt_sandbox_", Set.of("logs"), "req_test");
    }

    private static AuditEntry assignment(@Nullable String key, String reason) {
        return new AuditEntry(
                TENANT,
                "assign",
                "Lead",
                SalesforceId.of(LEAD).value(),
                "inbound",
                "005LA00000000010AA".substring(0, 15),
                null,
                7L,
                reason,
                "req_1",
                key,
                Map.of("OwnerId", new FieldChange(null, "005LA0000000001", "inbound", null)),
                null);
    }
}
