package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.WriteOutcome;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The Kamelets of {@code camel-k/} in a Camel of somebody else's, over HTTP with a key, against a hub that runs. */
@HubTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "lantern.trigger.poll-cron=0 0 0 1 1 ? 2099",
            // The leads of these tests start no workflow, which would write to the log, too.
            "lantern.trigger.bindings[0].object=Opportunity",
            "lantern.trigger.bindings[0].on=UNDELETE",
            "lantern.trigger.bindings[0].workflow=inbound-lead",
            "lantern.provider.email.mx-lookup=false",
            "lantern.enrich.default-region=US",
            "lantern.assign.pools[0].name=inbound & co",
            "lantern.assign.pools[0].members[0].username=marie.laurent@sandbox.example",
            "lantern.assign.pools[0].members[1].username=tom.becker@sandbox.example",
            "lantern.assign.pools[1].name=inbound",
            "lantern.assign.pools[1].members[0].username=priya.raman@sandbox.example"
        })
class KameletsIT {
    private static final String MATCH = """
            {"object": "account", "candidates": [{"id": "1", "fields": {"company": "CANDELA Machine-Tools"}}]}""";
    private static final String ASSIGN = "{object: \"Lead\", sf_id: .sf_id, pool: \"inbound & co\"}";

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    SalesforceOrgs orgs;

    @Autowired
    ObjectMapper json;

    String key = "";

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) throws IOException {
        Sandbox sandbox = Sandbox.start(new SandboxSettings(Files.createTempDirectory("kamelets-"), 0, 0, -1, true));
        String org = "lantern.orgs[0].";
        settings.add(org + "name", () -> "sandbox");
        settings.add(org + "login-url", () -> sandbox.url().toString());
        settings.add(org + "client-id", () -> "lantern-sandbox");
        settings.add(org + "client-secret", () -> "lantern-sandbox-secret");
        settings.add(org + "pub-sub-host", () -> "localhost");
        settings.add(org + "pub-sub-port", sandbox::pubSubPort);
        settings.add(org + "trust-certificate", () -> sandbox.certificate().toString());
    }

    @BeforeEach
    void caller() {
        key = access.issue(new TenantId(1), "kamelets", Set.of("enrich", "match", "routing", "logs"), null);
    }

    @Test
    void match_says_which_account_it_is_and_leaves_the_messages_headers_as_they_were() {
        try (PlainCamel camel = new PlainCamel(settings("lantern-match-action")).through("lantern-match-action")) {
            Exchange answer = camel.send(MATCH, Map.of("campaign", "spring", "CamelHttpUri", "http://127.0.0.1:1/"));

            assertThat(answer.getException()).isNull();
            assertThat(tree(answer).at("/results/0/status").asText()).isEqualTo("matched");
            assertThat(answer.getMessage().getHeaders())
                    .containsEntry("campaign", "spring")
                    .containsKey("X-Request-Id")
                    .doesNotContainKey("Authorization");
        }
    }

    @Test
    void enrich_asks_the_service_that_is_set_and_can_keep_the_body_beside_the_answer() {
        Map<String, String> settings = settings("lantern-enrich-action");
        settings.put("lantern-enrich-action.service", "phone");
        settings.put("lantern-enrich-action.request", "{record_id: .ContactId, email: .C_EmailAddress}");
        settings.put("lantern-enrich-action.resultField", "enrichment");
        lead("Ada", "ada@harrowgate.example");
        try (PlainCamel camel = new PlainCamel(settings).through("lantern-enrich-action")) {
            String contact = "{\"ContactId\": \"7\", \"C_EmailAddress\": \"ada@harrowgate.example\"}";

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Exchange answer = camel.send(contact, Map.of());
                assertThat(answer.getException()).isNull();
                assertThat(tree(answer).at("/enrichment/phone").asText()).isEqualTo("+14155550134");
                assertThat(tree(answer).at("/ContactId").asText()).isEqualTo("7");
            });
        }
    }

    @Test
    void assign_with_an_idempotency_key_takes_one_turn_however_often_it_is_sent() {
        Map<String, String> settings = settings("lantern-assign-action");
        settings.put("lantern-assign-action.request", ASSIGN);
        try (PlainCamel camel = new PlainCamel(settings).through("lantern-assign-action")) {
            String lead = "{\"sf_id\": \"%s\"}".formatted(lead("Ben", "ben@quillfeather.example"));

            Exchange first = camel.send(lead, Map.of("Idempotency-Key", "once-and-no-more"));
            Exchange again = camel.send(lead, Map.of("Idempotency-Key", "once-and-no-more"));

            assertThat(first.getException()).isNull();
            assertThat(tree(first).at("/assigned_to").asText()).startsWith("005");
            assertThat(tree(again)).isEqualTo(tree(first));
            assertThat(again.getMessage().getHeaders()).containsEntry("Idempotent-Replayed", "true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lantern-enrich-action", "lantern-match-action", "lantern-assign-action"})
    void a_wrong_key_fails_with_the_hubs_words_and_without_the_key(String action) {
        Map<String, String> settings = settings(action);
        settings.put(action + ".apiKey", "lnt_" + "x".repeat(43));
        if (action.contains("enrich")) {
            settings.put(action + ".service", "phone");
        }
        try (PlainCamel camel = new PlainCamel(settings).through(action)) {
            Exchange answer = camel.send("{\"a\": 1}", Map.of("campaign", "spring"));

            assertThat(answer.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Lantern Hub answered 401: unauthorized. ")
                    .hasMessageNotContaining("lnt_xxx");
            assertThat(answer.getMessage().getHeaders()).containsEntry("campaign", "spring");
            assertThat(answer.getMessage().getHeaders().toString()).doesNotContain("lnt_xxx");
            assertThat(answer.getMessage().getBody(String.class)).isEqualTo("{\"a\": 1}");
        }
    }

    @Test
    void a_wrong_request_fails_with_the_hubs_words() {
        try (PlainCamel camel = new PlainCamel(settings("lantern-match-action")).through("lantern-match-action")) {
            Exchange answer = camel.send("{\"object\": \"boat\", \"candidates\": []}", Map.of());

            assertThat(answer.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Lantern Hub answered 400: bad_request. ");
        }
    }

    @Test
    void the_source_emits_each_decision_once_and_in_order_while_more_are_made() {
        Map<String, String> settings = settings("lantern-record-source");
        settings.put("lantern-record-source.action", "assign");
        settings.put("lantern-record-source.pool", "inbound & co");
        settings.put("lantern-record-source.limit", "2");
        settings.put("lantern-record-source.period", "200");
        settings.put("lantern-record-source.settle", "1");
        Instant start = Instant.now();
        try (PlainCamel camel = new PlainCamel(settings).from("lantern-record-source")) {
            List<String> leads = IntStream.range(0, 15)
                    .mapToObj(i -> lead("Lead" + i, "lead" + i + "@source.example"))
                    .toList();
            leads.parallelStream().forEach(this::assign);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(camel.received).hasSizeGreaterThanOrEqualTo(leads.size()));
            leads.forEach(this::assign);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(camel.received).hasSizeGreaterThanOrEqualTo(2 * leads.size()));

            assertThat(camel.bodies()).isEqualTo(decidedSince(start));
            assertThat(camel.received)
                    .extracting(message -> message.getHeader("LanternEntry"))
                    .doesNotHaveDuplicates();
            assertThat(camel.received.get(0).getHeaders()).containsOnlyKeys("LanternEntry", "Content-Type");
        }
    }

    @Test
    void the_source_can_begin_in_the_past() {
        Instant start = Instant.now().minusMillis(1);
        assign(lead("Past", "past@source.example"));
        Map<String, String> settings = settings("lantern-record-source");
        settings.put("lantern-record-source.action", "assign");
        settings.put("lantern-record-source.from", start.toString().substring(0, 23) + "Z");
        settings.put("lantern-record-source.settle", "1");
        settings.put("lantern-record-source.period", "200");
        settings.put("lantern-record-source.includeDiff", "false");

        try (PlainCamel camel = new PlainCamel(settings).from("lantern-record-source")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !camel.received.isEmpty());

            assertThat(camel.bodies().get(0)).contains("\"assign\"").doesNotContain("\"diff\":{\"");
        }
    }

    @Test
    void the_steps_of_the_pipe_carry_a_contact_of_eloquas_through() {
        Map<String, String> settings = new HashMap<>();
        List<String> steps = new ArrayList<>();
        ProjectFiles.document(ProjectFiles.PIPE).at("/spec/steps").forEach(step -> {
            String name = step.at("/ref/name").asText();
            step.get("properties")
                    .properties()
                    .forEach(property -> settings.put(
                            name + "." + property.getKey(), property.getValue().asText()));
            settings.putAll(settings(name));
            steps.add(name);
        });
        String lead = lead("Grace", "grace@tidewater.example");
        String contact = """
                {"ContactID": "7", "C_EmailAddress": "grace@tidewater.example", "C_FirstName": "Grace",
                 "C_LastName": "Of Kamelets", "C_Company": "None", "C_SFDCLeadID": "%s"}
                """.formatted(lead);
        try (PlainCamel camel = new PlainCamel(settings).through(steps.toArray(String[]::new))) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Exchange answer = camel.send(contact, Map.of());

                assertThat(answer.getException()).isNull();
                assertThat(tree(answer).at("/enrichment/phone").asText()).isEqualTo("+14155550134");
                assertThat(tree(answer).at("/assignment/assigned_to_name").asText())
                        .isEqualTo("Priya Raman");
                assertThat(tree(answer).at("/C_SFDCLeadID").asText()).isEqualTo(lead);
            });
        }
    }

    private List<String> decidedSince(Instant start) {
        List<String> entries = new ArrayList<>();
        read(new HubCalls(port, key)
                        .get("/v1/logs/routing?action=assign&pool=inbound%20%26%20co&to=2099-01-01T00:00:00Z&from="
                                + start)
                        .body())
                .get("logs")
                .forEach(entry -> entries.add(entry.toString()));
        return entries;
    }

    private void assign(String lead) {
        String request = "{\"object\": \"Lead\", \"sf_id\": \"%s\", \"pool\": \"inbound & co\"}".formatted(lead);
        var answer = new HubCalls(port, key).post("/v1/routing/assign", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String lead(String first, String email) {
        Map<String, Object> fields = Map.of(
                "FirstName",
                first,
                "LastName",
                "Of Kamelets",
                "Company",
                "None",
                "Email",
                email,
                "Phone",
                "(415) 555-0134");
        WriteOutcome outcome = orgs.all().get(0).create("Lead", new HashMap<>(fields), Purpose.WRITE_BACK);
        return ((WriteOutcome.Written) outcome).id().value();
    }

    private Map<String, String> settings(String kamelet) {
        return new HashMap<>(Map.of(kamelet + ".hubUrl", "http://127.0.0.1:" + port, kamelet + ".apiKey", key));
    }

    private JsonNode tree(Exchange answer) {
        return read(answer.getMessage().getBody(String.class));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
