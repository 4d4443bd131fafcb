package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.Hub;
import io.lantern.hub.HubCalls;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A lead's way from the REST call that creates it to its owner, and to the log that says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LeadJourneyContract {
    private static final String KEY = "lnt_sandbox_" + "0".repeat(43);
    private static final ObjectMapper json = new ObjectMapper();

    private Sandbox sandbox;
    private OrgClient org;
    private ConfigurableApplicationContext hub;
    private HubCalls calls;
    private List<String> users;

    /** Settings of the hub's database. */
    abstract Map<String, String> database();

    @BeforeAll
    void startBoth(@TempDir Path data) throws IOException {
        sandbox = Sandbox.start(new SandboxSettings(data, 0, 0, -1, true));
        org = new OrgClient(sandbox.url());
        hub = new SpringApplicationBuilder(Hub.class).profiles("sandbox").run(arguments(data));
        calls = new HubCalls(hub.getEnvironment().getRequiredProperty("local.server.port", Integer.class), KEY);
        users = members();
    }

    @AfterAll
    void stopBoth() {
        hub.close();
        sandbox.close();
    }

    @Test
    void a_new_lead_gets_an_owner_and_the_log_says_why() {
        String lead = org.createLead(lead("Nadia", "Unheard Of Industries"));

        JsonNode entry = assignment(lead);
        JsonNode run = finished(entry);
        JsonNode row = org.query("SELECT OwnerId, IsConverted FROM Lead WHERE Id = '" + lead + "'")
                .get(0);
        assertThat(users).contains(row.get("OwnerId").asText());
        assertThat(entry.get("assigned_to")).isEqualTo(row.get("OwnerId"));
        assertThat(entry.get("reason").asText()).isNotBlank();
        assertThat(run.get("status").asText()).isEqualTo("completed");
        assertThat(run.get("output").get("owner")).isEqualTo(row.get("OwnerId"));
        assertThat(run.get("steps"))
                .extracting(step -> step.get("name").asText())
                .containsExactly("land", "read", "enrich", "match", "decide", "assign", "write", "log");
        assertThat(run.get("credits_consumed").asInt())
                .as("one for the record, two for its phone number, one for its owner")
                .isEqualTo(4);
        assertThat(spent("workflow_run_id=" + run.get("run_id").asText())).isEqualTo(4);
    }

    @Test
    void a_callout_says_what_its_runs_cost_and_they_are_counted_under_its_tag() {
        String lead = org.createLead(lead("Tamsin", "Seldom Heard Of Limited"));
        finished(assignment(lead));

        HttpResponse<String> answer = calls.send(calls.request("/v1/triggers/salesforce")
                .header("Content-Type", "application/json")
                .header("X-Lantern-Tag", "campaign=spring")
                .POST(BodyPublishers.ofString("""
                        {"object": "Lead", "ids": ["%s"], "event": "after_update", "org_id": "sandbox", "sync": true}
                        """.formatted(lead))));

        JsonNode body = tree(answer.body());
        assertThat(body.get("workflow_status").asText()).as(answer.body()).isEqualTo("started");
        assertThat(body.get("credits_consumed").asInt()).isBetween(2, 4);
        assertThat(spent("custom_key=campaign&custom_value=spring"))
                .isEqualTo(body.get("credits_consumed").asInt());
        assertThat(spent("custom_key=campaign&custom_value=autumn")).isZero();
    }

    @Test
    void a_lead_of_a_known_company_goes_to_its_account_and_the_accounts_owner() {
        JsonNode account = org.query("SELECT Id, Name, Website, OwnerId FROM Account WHERE Website != null"
                        + " AND Owner.IsActive = true AND ParentId = null ORDER BY Name LIMIT 1")
                .get(0);
        Map<String, String> fields = lead("Nadia", account.get("Name").asText());
        fields.put("Website", account.get("Website").asText());
        fields.put(
                "Email", "nadia.journey@" + account.get("Website").asText().replaceAll("^https?://(www\\.)?|/.*$", ""));

        String lead = org.createLead(fields);

        JsonNode run = finished(assignment(lead));
        JsonNode row = org.query("SELECT OwnerId, IsConverted, ConvertedAccountId FROM Lead WHERE Id = '" + lead + "'")
                .get(0);
        assertThat(row.get("IsConverted").asBoolean()).as(run.toPrettyString()).isTrue();
        assertThat(row.get("ConvertedAccountId")).isEqualTo(account.get("Id"));
        assertThat(row.get("OwnerId")).isEqualTo(account.get("OwnerId"));
        assertThat(log("Lead", lead)).extracting(e -> e.get("action").asText()).contains("assign", "convert");
    }

    @Test
    void half_of_the_leads_are_enriched_assigned_written_and_logged_within_two_seconds() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            String lead = org.createLead(lead("Ines" + i, "Company " + i + " of Nowhere"));
            long created = System.nanoTime();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !log("Lead", lead).isEmpty()
                            && run(log("Lead", lead).get(0)).hasNonNull("finished_at"));
            millis.add(Duration.ofNanos(System.nanoTime() - created).toMillis());
        }

        Collections.sort(millis);
        System.out.printf("From the answer to the create call to the end of the run, ms: %s%n", millis);
        assertThat(millis.get(millis.size() / 2)).isLessThan(2_000);
    }

    private JsonNode assignment(String lead) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !log("Lead", lead).isEmpty());
        return log("Lead", lead).stream()
                .filter(logged -> logged.get("action").asText().equals("assign"))
                .findFirst()
                .orElseThrow();
    }

    private int spent(String filter) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        HttpResponse<String> answer = calls.get(
                "/v1/credits/usage?start_date=" + today.minusDays(1) + "&end_date=" + today.plusDays(1) + "&" + filter);
        return tree(answer.body()).get("credits_used").asInt();
    }

    private JsonNode finished(JsonNode entry) {
        await().atMost(Duration.ofSeconds(60)).until(() -> run(entry).hasNonNull("finished_at"));
        return run(entry);
    }

    private static Map<String, String> lead(String name, String company) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("FirstName", name);
        fields.put("LastName", "Journey");
        fields.put("Company", company);
        fields.put("Email", name.toLowerCase(java.util.Locale.ROOT) + "@nowhere-" + name.length() + ".example");
        fields.put("Phone", "(212) 555-0142");
        fields.put("Country", "US");
        return fields;
    }

    private String[] arguments(Path data) {
        List<String> arguments = new ArrayList<>(List.of(
                "--lantern.data=" + data,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--management.server.port=0",
                "--lantern.orgs[0].name=sandbox",
                "--lantern.orgs[0].login-url=" + sandbox.url(),
                "--lantern.orgs[0].client-id=lantern-sandbox",
                "--lantern.orgs[0].client-secret=lantern-sandbox-secret",
                "--lantern.orgs[0].pub-sub-host=localhost",
                "--lantern.orgs[0].pub-sub-port=" + sandbox.pubSubPort(),
                "--lantern.orgs[0].trust-certificate=" + sandbox.certificate()));
        database().forEach((setting, value) -> arguments.add("--" + setting + "=" + value));
        return arguments.toArray(String[]::new);
    }

    private List<String> members() {
        List<String> ids = new ArrayList<>();
        tree(calls.get("/v1/routing/pools").body())
                .get("pools")
                .get(0)
                .get("members")
                .forEach(member -> ids.add(member.get("user_id").asText()));
        return ids;
    }

    private List<JsonNode> log(String object, String id) {
        List<JsonNode> entries = new ArrayList<>();
        String from = Instant.now()
                .minus(Duration.ofDays(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String to = Instant.now()
                .plus(Duration.ofDays(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        HttpResponse<String> answer =
                calls.get("/v1/logs/routing?from=" + from + "&to=" + to + "&object=" + object + "&object_id=" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        tree(answer.body()).get("logs").forEach(entries::add);
        return entries;
    }

    private JsonNode run(JsonNode entry) {
        return tree(
                calls.get("/v1/runs/" + entry.get("idempotency_key").asText()).body());
    }

    private static JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
