package io.lantern.hub.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.WriteOutcome;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** {@code POST /v1/match} over the wire, against an org that changes. */
@HubTest
@DirtiesContext
@TestPropertySource(properties = "lantern.trigger.poll-cron=0 0 0 1 1 ? 2099")
class MatchSandboxIT {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    SalesforceOrgs orgs;

    @Autowired
    ObjectMapper json;

    HubCalls hub = new HubCalls(0, "");

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) throws IOException {
        Sandbox sandbox = Sandbox.start(new SandboxSettings(Files.createTempDirectory("match-"), 0, 0, -1, false));
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
        hub = new HubCalls(port, access.issue(new TenantId(1), "test", Set.of("match"), null));
    }

    @Test
    void anAccountIsMatchedSoonAfterItIsMadeChangedAndDeleted() {
        String before = account("{\"company\":\"Vandelay Industries\"}")
                .at("/results/0/status")
                .asText();
        assertThat(before).isEqualTo("none");

        SalesforceId made =
                create("Account", Map.of("Name", "Vandelay Industries, Inc.", "Website", "vandelay.example"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode result = account("{\"company\":\"VANDELAY Industries\",\"email\":\"art@vandelay.example\"}")
                    .at("/results/0");
            assertThat(result.at("/status").asText()).isEqualTo("matched");
            assertThat(result.at("/best").asText()).isEqualTo(made.value());
            assertThat(result.at("/matches/0/matched_rules/0/rule").asText()).isEqualTo("domain:eq");
            assertThat(result.at("/matches/0/explanation").asText()).contains("Same web domain vandelay.example");
            assertThat(result.at("/matches/0/record").isMissingNode()).isTrue();
        });

        org().update(new CrmRecord("Account", made, Map.of("Website", "kramerica.example")), Purpose.WRITE_BACK);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(account("{\"website\":\"www.kramerica.example\"}")
                                .at("/results/0/best")
                                .asText())
                        .isEqualTo(made.value()));
    }

    @Test
    void aContactIsFoundByRulesAndComesWithItsRecordWhenAsked() {
        SalesforceId account = create("Account", Map.of("Name", "Dunder Paper Co"));
        SalesforceId contact = create(
                "Contact",
                Map.of(
                        "FirstName",
                        "Pamela",
                        "LastName",
                        "Beesly",
                        "Email",
                        "pam@dunder.example",
                        "AccountId",
                        account.value()));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode answer = ok("""
                    {"object": "CONTACT", "include_record": true, "limit": 1,
                     "rules": {"mode": "simple", "by": ["email:eq", "name_company:fuzzy0.85"], "threshold": 0.8},
                     "candidates": [{"id": "a", "fields": {"name": "Pam Beesly", "company": "Dunder Paper"}},
                                    {"id": "b", "fields": {"email": "PAM@dunder.example"}},
                                    {"id": "c", "fields": {"email": "nobody@dunder.example"}}]}
                    """);
            assertThat(answer.at("/results/0/best").asText()).isEqualTo(contact.value());
            assertThat(answer.at("/results/0/matches/0/record/Account.Name").asText())
                    .isEqualTo("Dunder Paper Co");
            assertThat(answer.at("/results/1/best").asText()).isEqualTo(contact.value());
            assertThat(answer.at("/results/2/status").asText()).isEqualTo("none");
            assertThat(answer.at("/results/2/candidate_id").asText()).isEqualTo("c");
        });
    }

    @Test
    void eachCandidateCostsACreditAndMaxCreditsSaysHowManyAreLookedFor() {
        String three = """
                {"object": "contact", %s
                 "candidates": [{"id": "a", "fields": {"email": "a@nowhere.example"}},
                                {"id": "b", "fields": {"email": "b@nowhere.example"}},
                                {"id": "c", "fields": {"email": "c@nowhere.example"}}]}
                """;

        JsonNode all = ok(three.formatted(""));
        JsonNode two = ok(three.formatted("\"max_credits\": 2,"));

        assertThat(all.at("/credits_consumed").asInt()).isEqualTo(3);
        assertThat(all.at("/cached").asBoolean(true)).isFalse();
        assertThat(two.at("/credits_consumed").asInt()).isEqualTo(2);
        assertThat(two.at("/results").findValuesAsText("candidate_id")).containsExactly("a", "b");
        assertThat(two.at("/credits_remaining").asLong())
                .isEqualTo(all.at("/credits_remaining").asLong() - 2);
    }

    @Test
    void aBadRuleIsA400ThatPointsAtIt() throws IOException {
        HttpResponse<String> answer = hub.post("/v1/match", """
                {"object": "account", "candidates": [{"id": "c", "fields": {}}],
                 "rules": {"mode": "simple", "by": ["domain:eq", "name:fuzy0.9"]}}
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode detail = json.readTree(answer.body()).at("/error/details/0");
        assertThat(detail.at("/field").asText()).isEqualTo("rules.by[1]");
        assertThat(detail.at("/message").asText()).contains("`name:fuzy0.9`, at character 6");
    }

    @Test
    void otherModesObjectsAndOrgsAreRefusedInWords() {
        assertThat(status("{\"object\":\"case\",\"candidates\":[{\"id\":\"c\",\"fields\":{}}]}"))
                .isEqualTo(400);
        assertThat(
                        status(
                                "{\"object\":\"lead\",\"candidates\":[{\"id\":\"c\",\"fields\":{}}],\"rules\":{\"mode\":\"grouped\",\"by\":[\"email:eq\"]}}"))
                .isEqualTo(400);
        assertThat(status("{\"object\":\"lead\",\"candidates\":[]}")).isEqualTo(400);
        assertThat(
                        status(
                                "{\"object\":\"lead\",\"candidates\":[{\"id\":\"c\",\"fields\":{}}],\"context\":{\"org_id\":\"00D000000000009EAA\"}}"))
                .isEqualTo(404);
    }

    private JsonNode account(String fields) {
        return ok("{\"object\":\"account\",\"candidates\":[{\"id\":\"c\",\"fields\":%s}]}".formatted(fields));
    }

    private JsonNode ok(String request) {
        HttpResponse<String> answer = hub.post("/v1/match", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(String request) {
        return hub.post("/v1/match", request).statusCode();
    }

    private SalesforceId create(String object, Map<String, Object> fields) {
        WriteOutcome outcome = org().create(object, new java.util.HashMap<>(fields), Purpose.WRITE_BACK);
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return ((WriteOutcome.Written) outcome).id();
    }

    private SalesforceOrg org() {
        return orgs.all().get(0);
    }
}
