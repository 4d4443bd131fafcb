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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What people, pages and programs enter into web forms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormIT {
    private static final ObjectMapper json = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Sandbox sandbox;
    private OrgClient org;
    private ConfigurableApplicationContext hub;
    private HubCalls calls;
    private URI url;

    @BeforeAll
    void startBoth(@TempDir Path data) throws IOException {
        sandbox = Sandbox.start(new SandboxSettings(data, 0, 0, -1, true));
        org = new OrgClient(sandbox.url());
        hub = new SpringApplicationBuilder(Hub.class)
                .profiles("sandbox")
                .run(
                        "--lantern.data=" + data,
                        "--lantern.run.first-pause=200ms",
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lantern.orgs[0].name=sandbox",
                        "--lantern.orgs[0].login-url=" + sandbox.url(),
                        "--lantern.orgs[0].client-id=lantern-sandbox",
                        "--lantern.orgs[0].client-secret=lantern-sandbox-secret",
                        "--lantern.orgs[0].pub-sub-host=localhost",
                        "--lantern.orgs[0].pub-sub-port=" + sandbox.pubSubPort(),
                        "--lantern.orgs[0].trust-certificate=" + sandbox.certificate());
        int port = hub.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        calls = new HubCalls(port, OrgClient.HUB_KEY);
        url = URI.create("http://127.0.0.1:" + port);
    }

    @AfterAll
    void stopBoth() {
        hub.close();
        sandbox.close();
    }

    @Test
    void a_submission_becomes_a_lead_with_an_owner_and_the_answer_names_it() {
        JsonNode answer = submit("""
                {"name": "Grete Holm", "email": "Grete@Holm-Works.example", "company": "Holm Works", "phone": "(415) 555-0199",
                 "country": "US", "form_source": {"form_name": "demo", "utm_source": "newsletter", "campaign": "spring"},
                 "additional_fields": {"team_size": 12}, "output_preferences": {"mode": "both"}}
                """);

        assertThat(answer.at("/status").asText()).as(answer.toString()).isEqualTo("pushed");
        assertThat(answer.at("/credits_consumed").asInt()).isEqualTo(1);
        assertThat(answer.at("/gdpr_safe").asBoolean()).isTrue();
        assertThat(answer.at("/enriched_lead/FirstName").asText()).isEqualTo("Grete");
        assertThat(answer.at("/enriched_lead/Phone").asText()).isEqualTo("+14155550199");
        assertThat(answer.at("/enriched_lead/utm_source").asText()).isEqualTo("newsletter");
        assertThat(answer.at("/enriched_lead/team_size").asInt()).isEqualTo(12);
        JsonNode lead = leads("grete@holm-works.example").get(0);
        assertThat(answer.at("/push_status/0/id").asText())
                .isEqualTo(lead.at("/Id").asText());
        await().atMost(SOON)
                .until(() -> leads("grete@holm-works.example")
                        .get(0)
                        .at("/OwnerId")
                        .asText()
                        .startsWith("005"));
    }

    @Test
    void every_fault_that_the_visitor_can_mend_is_named_at_once() {
        HttpResponse<String> answer = calls.post("/v1/forms/submit", """
                {"first_name": "Only", "email": "nobody@", "phone": "+1 12", "company": "X"}
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tree(answer.body()).at("/error/details").findValuesAsText("field"))
                .containsExactlyInAnyOrder("last_name", "email", "phone");
    }

    @Test
    void a_second_click_gets_the_same_answer_and_makes_no_second_lead() {
        String form = """
                {"name": "Dora Double", "email": "dora@double.example", "company": "Double",
                 "form_source": {"form_name": "demo"}, "output_preferences": {"mode": "push"}}
                """;

        List<JsonNode> answers =
                IntStream.range(0, 8).parallel().mapToObj(i -> submit(form)).toList();
        JsonNode later = submit(form);

        assertThat(leads("dora@double.example")).hasSize(1);
        String id = leads("dora@double.example").get(0).at("/Id").asText();
        assertThat(later.at("/push_status/0/id").asText()).isEqualTo(id);
        assertThat(answers).allMatch(answer -> answer.at("/push_status").size() == 1);
    }

    @ParameterizedTest
    @CsvSource({"_gotcha,http://spam.example", "_shown_at,now"})
    void a_program_is_answered_like_anybody_and_dropped_with_an_entry_in_the_log(String field, String value) {
        String shown = value.equals("now") ? String.valueOf(System.currentTimeMillis()) : value;
        JsonNode answer = submit("""
                {"name": "Robot Robot", "email": "robot@%s.example", "form_source": {"form_name": "bots-%s"},
                 "additional_fields": {"%s": "%s"}, "output_preferences": {"mode": "push"}}
                """.formatted(field.replace("_", ""), field, field, shown));

        assertThat(answer.at("/status").asText()).isEqualTo("enriched");
        assertThat(leads("robot@" + field.replace("_", "") + ".example")).isEmpty();
        JsonNode log = OrgClient.hub(
                url, "GET", "/v1/logs/routing?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&action=delete", null);
        assertThat(log.at("/logs").findValuesAsText("object_id")).contains("bots-" + field);
    }

    @Test
    void nobody_is_asked_about_a_person_who_must_agree_and_has_not() {
        String form = """
                {"name": "Klara Still", "email": "klara%d@candela-machinetools.example", "country": "Germany",
                 "consent": %s, "enrichment_preferences": {"services": ["company"]}, "form_source": {"form_name": "c%d"}}
                """;

        JsonNode without = submit(form.formatted(1, "{\"given\": false}", 1));
        JsonNode with = submit(form.formatted(2, "{\"given\": true, \"text\": \"yes\"}", 2));
        JsonNode other = submit(form.formatted(3, "{\"given\": false, \"lawful_basis\": \"legitimate_interests\"}", 3));

        assertThat(without.at("/gdpr_safe").asBoolean()).isTrue();
        assertThat(without.at("/credits_consumed").asInt())
                .as(without.toString())
                .isEqualTo(1);
        assertThat(with.at("/gdpr_safe").asBoolean()).isTrue();
        assertThat(other.at("/gdpr_safe").asBoolean()).isTrue();
    }

    @Test
    void a_page_without_a_script_posts_its_fields_with_the_key_and_is_sent_on() {
        String key = key("[\"https://www.acme.example\"]");
        HttpResponse<String> answer = post(
                "access_token=" + key + "&first_name=Hedda&last_name=Plain&email=hedda%40plain.example&company=Plain"
                        + "&utm_medium=cpc&favourite_colour=blue&consent.given=on&output_preferences.mode=push"
                        + "&output_preferences.redirect_url=https%3A%2F%2Fwww.acme.example%2Fthanks",
                "application/x-www-form-urlencoded",
                "https://www.acme.example",
                null);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("https://www.acme.example/thanks");
        await().atMost(SOON).until(() -> !leads("hedda@plain.example").isEmpty());
    }

    @Test
    void a_page_can_not_make_the_hub_send_people_to_another_site() {
        String key = key("[\"https://www.acme.example\"]");
        HttpResponse<String> answer = post(
                "access_token=" + key + "&name=Eve+Il&email=eve%40il.example"
                        + "&output_preferences.redirect_url=https%3A%2F%2Fwww.acme.example.evil.example%2F",
                "application/x-www-form-urlencoded",
                "https://www.acme.example",
                null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("redirect_url");
    }

    @Test
    void only_pages_of_the_keys_origins_may_call_from_a_script() {
        String key = key("[\"https://www.acme.example\"]");
        String form = "{\"name\": \"Cora Cors\", \"email\": \"cora@cors.example\"}";

        HttpResponse<String> asked = send(HttpRequest.newBuilder(url.resolve("/v1/forms/submit"))
                .header("Origin", "https://www.acme.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
        HttpResponse<String> own = post(form, "application/json", "https://www.acme.example", key);
        HttpResponse<String> foreign = post(form, "application/json", "https://evil.example", key);

        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).contains("https://www.acme.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_form_is_kept_while_salesforce_is_away_and_pushed_when_it_is_back() {
        control("PUT", "/sandbox/faults/unavailable?seconds=6");
        JsonNode answer = submit("""
                {"name": "Pia Patient", "email": "pia@patient.example", "company": "Patient",
                 "enrichment_preferences": {"timeout_ms": 500}, "output_preferences": {"mode": "push"}}
                """);

        assertThat(answer.at("/push_status/0/status").asText())
                .as(answer.toString())
                .isEqualTo("queued");
        assertThat(answer.at("/processing_time_ms").asLong()).isLessThan(2_000);
        control("DELETE", "/sandbox/faults");
        await().atMost(SOON).until(() -> leads("pia@patient.example").size() == 1);
    }

    @Test
    void a_form_whose_answer_from_salesforce_is_lost_makes_one_lead() {
        control("PUT", "/sandbox/faults/drop-reply?count=1&path=composite/sobjects");
        submit("""
                {"name": "Lotte Lost", "email": "lotte@lost.example", "company": "Lost", "output_preferences": {"mode": "push"}}
                """);

        await().atMost(SOON).until(() -> runs("form-submission", "queued") + runs("form-submission", "running") == 0);
        assertThat(leads("lotte@lost.example")).hasSize(1);
    }

    @Test
    void a_form_of_a_megabyte_is_refused() {
        HttpResponse<String> answer = calls.post(
                "/v1/forms/submit",
                "{\"name\": \"Big Form\", \"email\": \"big@form.example\", \"additional_fields\": {\"text\": \""
                        + "x".repeat(1_100_000) + "\"}}");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void a_target_that_there_is_not_is_named() {
        HttpResponse<String> answer = calls.post("/v1/forms/submit", """
                {"name": "Tara Get", "email": "tara@get.example", "output_preferences": {"mode": "push", "targets": ["salesforce", "carrier-pigeon"]}}
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tree(answer.body()).at("/error/details/0/field").asText())
                .isEqualTo("output_preferences.targets[1]");
    }

    private int runs(String agent, String status) {
        return OrgClient.hub(url, "GET", "/v1/runs?agent=" + agent + "&status=" + status, null)
                .at("/total")
                .asInt();
    }

    private String key(String origins) {
        return OrgClient.hub(
                        url,
                        "POST",
                        "/v1/keys",
                        tree("{\"name\": \"page\", \"scopes\": [\"forms\"], \"origins\": " + origins + "}"))
                .at("/key")
                .asText();
    }

    private JsonNode submit(String form) {
        HttpResponse<String> answer = calls.post("/v1/forms/submit", form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer.body());
    }

    private HttpResponse<String> post(String body, String type, String origin, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/v1/forms/submit"))
                .header("Content-Type", type)
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(body));
        return send(key == null ? request : request.header("Authorization", "Bearer " + key));
    }

    private void control(String method, String path) {
        send(HttpRequest.newBuilder(sandbox.url().resolve(path)).method(method, BodyPublishers.noBody()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<JsonNode> leads(String email) {
        return org.query("SELECT Id, OwnerId FROM Lead WHERE Email = '%s'".formatted(email));
    }

    private static JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
