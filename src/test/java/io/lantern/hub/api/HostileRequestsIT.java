package io.lantern.hub.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import io.lantern.sandbox.Ports;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.llm.ModelServer;
import io.lantern.sandbox.s3.S3Server;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what an attacker with a key of its own would send. No request may break the hub, learn of its insides or of
 * another tenant, or change what it was not allowed to.
 */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(
        properties = {
            "lantern.trigger.poll-cron=0 0 0 1 1 ? 2099",
            "lantern.tenants[0].id=1",
            "lantern.tenants[0].name=attacker",
            "lantern.tenants[0].plan=enterprise",
            "lantern.tenants[1].id=2",
            "lantern.tenants[1].name=other",
            "lantern.tenants[1].plan=enterprise",
            "lantern.plans.enterprise.agents=1000000",
            "lantern.salesforce.gather-for=1ms",
            "lantern.trigger.bindings[0].object=Case",
            "lantern.trigger.bindings[0].on=create",
            "lantern.trigger.bindings[0].workflow=inbound-lead",
        })
class HostileRequestsIT {
    private static final int ATTACKER = 1;
    private static final int OTHER = 2;
    private static final String THEIR_SECRET = "only the other tenant knows";

    /** What only the inside of the hub, or of a library, would say. */
    private static final Pattern INSIDES = Pattern.compile("[A-Za-z]Exception|\\bat [a-z]+(\\.[a-zA-Z0-9$]+)+\\("
            + "|\\b(io\\.lantern|org\\.apache|org\\.springframework|org\\.h2|com\\.fasterxml|com\\.networknt|jakarta|java)"
            + "\\.[a-z]|SQLSTATE|pepper of the tests");

    private final Map<Integer, Integer> outcomes = new TreeMap<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private final AtomicInteger pools = new AtomicInteger();
    private HubCalls mine = new HubCalls(0, "");

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    AuditLog log;

    @Autowired
    Contract contract;

    @Autowired
    SalesforceOrgs orgs;

    @Autowired
    JdbcClient sql;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ObjectMapper json;

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) throws IOException {
        Sandbox sandbox = Sandbox.start(
                new SandboxSettings(Files.createTempDirectory("hostile-"), new Ports(0, 0, -1, 0, 0, 0), false));
        String org = "lantern.orgs[0].";
        settings.add(org + "name", () -> "emea");
        settings.add(org + "login-url", () -> sandbox.url().toString());
        settings.add(org + "client-id", () -> "lantern-sandbox");
        settings.add(org + "client-secret", () -> "lantern-sandbox-secret");
        settings.add(org + "pub-sub-host", () -> "localhost");
        settings.add(org + "pub-sub-port", sandbox::pubSubPort);
        settings.add(org + "trust-certificate", () -> sandbox.certificate().toString());
        settings.add("lantern.models[0].name", () -> "small");
        settings.add("lantern.models[0].kind", () -> "openai");
        settings.add("lantern.models[0].base-url", () -> sandbox.llmUrl().toString());
        settings.add("lantern.models[0].model", () -> ModelServer.SMALL);
        settings.add("lantern.models[0].api-key", () -> ModelServer.KEY);
        settings.add("lantern.search.kind", () -> "searxng");
        settings.add("lantern.search.base-url", () -> "http://localhost:" + sandbox.webPort());
        settings.add("lantern.storage.bucket", () -> S3Server.BUCKET);
        settings.add("lantern.storage.endpoint", () -> sandbox.s3Url().toString());
        settings.add("lantern.storage.path-style", () -> "true");
        settings.add("lantern.storage.access-key", () -> S3Server.ACCESS_KEY);
        settings.add("lantern.storage.secret-key", () -> S3Server.SECRET_KEY);
    }

    @BeforeAll
    void twoTenants() {
        mine = new HubCalls(port, access.issue(new TenantId(ATTACKER), "attacker", Set.of("*"), null));
        SalesforceId lead = create("Lead", Map.of("LastName", "Byron", "Company", "Acme Inc."));
        placeholders.put("00Q5g00000AbCdFEAV", lead.value());
        placeholders.put("{key}", mine.key());
        placeholders.put("0055g00000LmNoPAAV", firstUser());
        mine.post("/v1/routing/pools", pool("mine", "Mine"));
        mine.post("/v1/credits/grants", "{\"credits\": 100000, \"reason\": \"Enough\"}");

        HubCalls other = new HubCalls(port, access.issue(new TenantId(OTHER), "theirs", Set.of("*"), null));
        other.post("/v1/routing/pools", pool("theirs", THEIR_SECRET));
        other.send(other.request("/v1/privacy/suppressions/rosa@theirs.example").PUT(BodyPublishers.noBody()));
        JsonNode key = read(other.post("/v1/keys", "{\"name\": \"" + THEIR_SECRET + "\", \"scopes\": [\"logs\"]}")
                .body());
        placeholders.put("{theirs}", key.path("id").asText());
        sql.sql("insert into run_run (id, tenant_id, kind, name, status, request_id, input, output, attempt, failures,"
                        + " replays, created_at) values (?, ?, 'workflow', 'inbound-lead', 'completed', 'req_theirs',"
                        + " '{}', ?, 1, 0, 0, current_timestamp)")
                .params("run_theirs", OTHER, "{\"reason\": \"" + THEIR_SECRET + "\"}")
                .update();
        transaction.executeWithoutResult(status -> log.append(AuditEntry.of(
                new TenantId(OTHER),
                "enrich",
                "Lead",
                "00Q5g00000ThEiREAV",
                THEIR_SECRET,
                "req_theirs",
                null,
                Map.of())));
    }

    @AfterAll
    void print() {
        int calls = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Hostile requests: " + calls + ", by status: " + outcomes);
        assertThat(calls).isGreaterThanOrEqualTo(200);
    }

    Stream<Attack.Family> families() throws IOException {
        return Stream.concat(HostileTable.families(), new HostileFields(contract).families());
    }

    @Test
    void whatIsMadeWrongIsRightBefore() throws IOException {
        for (Attack right : new HostileFields(contract).right()) {
            WireAnswer answer = WireAnswer.to(port, filled(right.wire()));

            assertThat(answer.status()).as(right.what() + ": " + answer.body()).isBetween(200, 202);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void noHostileRequestDoesHarm(Attack.Family family) {
        awaitQuiet();
        TableRows before = TableRows.read(sql);
        String orgBefore = recordsOfTheOrg();
        List<String> harm = new ArrayList<>();
        boolean accepted = false;

        for (Attack attack : family.attacks()) {
            WireAnswer answer = WireAnswer.to(port, filled(attack.wire()));
            outcomes.merge(answer.status(), 1, Integer::sum);
            accepted |= answer.status() / 100 == 2;
            harm(family, answer).forEach(what -> harm.add(attack.what() + ": " + what));
        }

        TableRows after = TableRows.read(sql);
        assertThat(harm).as(family.name()).isEmpty();
        assertThat(before.missingFrom(after, OTHER)).isEmpty();
        assertThat(after.missingFrom(before, OTHER)).isEmpty();
        if (accepted) {
            // Work is charged and logged, and the log is chained.
            assertThat(before.missingFrom(after, ATTACKER))
                    .allMatch(row -> row.startsWith("credit_account ")
                            || row.startsWith("audit_head ")
                            || row.startsWith("audit_unlinked "));
        } else {
            assertThat(before.missingFrom(after, ATTACKER)).isEmpty();
            assertThat(after.missingFrom(before, ATTACKER)).isEmpty();
        }
        assertThat(recordsOfTheOrg()).isEqualTo(orgBefore);
    }

    /** What was accepted before is done, and its entries are linked. */
    private void awaitQuiet() {
        await().atMost(ofSeconds(30))
                .until(() -> sql.sql("select (select count(*) from run_run where status in ('queued', 'running'))"
                                        + " + (select count(*) from audit_unlinked)")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", " =1", "\uff1d1"})
    void aFormulaInTheLogComesOutAsText(String formula) throws IOException {
        String id = "formula-" + Integer.toHexString(formula.hashCode());
        transaction.executeWithoutResult(status -> log.append(AuditEntry.of(
                new TenantId(ATTACKER), "enrich", "Lead", "00Q5g00000AbCdEEAV", formula, id, null, Map.of())));

        HttpResponse<String> csv = mine.get(
                "/v1/logs/routing?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&format=csv&request_id=" + id);

        CSVRecord entry = CSVParser.parse(
                        csv.body(),
                        CSVFormat.RFC4180
                                .builder()
                                .setHeader()
                                .setSkipHeaderRecord(true)
                                .get())
                .getRecords()
                .get(0);
        assertThat(entry.get("reason")).contains(formula.strip()).doesNotMatch("(?s)\\s*[=+@\uff1d-].*");
    }

    private List<String> harm(Attack.Family family, WireAnswer answer) {
        List<String> harm = new ArrayList<>();
        if (!family.statuses().contains(answer.status())) {
            harm.add("status " + answer.status() + " " + start(answer.body()));
        }
        if (answer.status() >= 400 && !isHouseError(answer)) {
            harm.add("not the house error body: " + start(answer.body()));
        }
        if (INSIDES.matcher(answer.body()).find()) {
            harm.add("says what is inside: " + start(answer.body()));
        }
        if (answer.body().contains(THEIR_SECRET)) {
            harm.add("tells of the other tenant");
        }
        if (!answer.header("X-Injected").isEmpty()) {
            harm.add("has a header that was injected");
        }
        return harm;
    }

    private boolean isHouseError(WireAnswer answer) {
        String body = answer.body();
        if (body.indexOf('{') < 0 || !answer.header("Content-Type").startsWith("application/json")) {
            return false;
        }
        JsonNode error = read(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                .path("error");
        return error.path("code").isTextual()
                && !error.path("message").asText().isEmpty()
                && error.path("details").isArray()
                && error.path("request_id").asText().equals(answer.header("X-Request-Id"));
    }

    private String filled(String wire) {
        // As long as it was, for the length that is announced.
        String filled = wire.replace("pool-nnnnnn", "pool-%06d".formatted(pools.incrementAndGet()));
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace(placeholder.getKey(), placeholder.getValue());
        }
        return filled;
    }

    private String recordsOfTheOrg() {
        return Stream.of("Lead", "Account", "Contact", "Opportunity")
                .flatMap(
                        object -> org()
                                .query(
                                        Soql.of("SELECT Id, SystemModstamp FROM " + object + " ORDER BY Id"),
                                        Purpose.READ)
                                .stream())
                .toList()
                .toString();
    }

    private SalesforceId create(String object, Map<String, Object> fields) {
        return ((Written) org().create(object, new HashMap<>(fields), Purpose.WRITE_BACK)).id();
    }

    private SalesforceOrg org() {
        return orgs.all().get(0);
    }

    private String firstUser() {
        return org().query(Soql.of("SELECT Id FROM User WHERE IsActive = true ORDER BY Id LIMIT 1"), Purpose.READ)
                .get(0)
                .id()
                .value();
    }

    private String pool(String name, String description) {
        return "{\"name\": \"%s\", \"description\": \"%s\", \"members\": [{\"user_id\": \"%s\"}]}"
                .formatted(name, description, firstUser());
    }

    private static String start(String body) {
        return body.substring(0, Math.min(300, body.length()));
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + body, e);
        }
    }
}
