package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.Hub;
import io.lantern.hub.HubCalls;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.eloqua.EloquaApi;
import io.lantern.sandbox.slack.SlackWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Forms that go to several targets, of which one is down for a while, or for good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormTargetsIT {
    private static final ObjectMapper json = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient control = HttpClient.newHttpClient();
    private Sandbox sandbox;
    private ConfigurableApplicationContext hub;
    private HubCalls calls;

    @BeforeAll
    void startBoth(@TempDir Path data) throws IOException {
        sandbox = Sandbox.start(new SandboxSettings(data, 0, 0, -1, true));
        hub = new SpringApplicationBuilder(Hub.class)
                .profiles("sandbox")
                .run(
                        "--lantern.data=" + data,
                        "--lantern.run.first-pause=200ms",
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lantern.connectors.timeout=1s",
                        "--lantern.connectors.slack.url=" + sandbox.targetUrl() + "/slack" + SlackWebhook.PATH,
                        "--lantern.connectors.eloqua.company=" + EloquaApi.COMPANY,
                        "--lantern.connectors.eloqua.username=" + EloquaApi.USER,
                        "--lantern.connectors.eloqua.password=" + EloquaApi.PASSWORD,
                        "--lantern.connectors.eloqua.login-url=" + sandbox.targetUrl() + "/eloqua",
                        "--lantern.orgs[0].name=sandbox",
                        "--lantern.orgs[0].login-url=" + sandbox.url(),
                        "--lantern.orgs[0].listen=false",
                        "--lantern.orgs[0].client-id=lantern-sandbox",
                        "--lantern.orgs[0].client-secret=lantern-sandbox-secret");
        calls = new HubCalls(
                hub.getEnvironment().getRequiredProperty("local.server.port", Integer.class), OrgClient.HUB_KEY);
    }

    @AfterAll
    void stopBoth() {
        hub.close();
        sandbox.close();
    }

    @BeforeEach
    void calm() {
        control("DELETE", "/sandbox/faults");
        control("DELETE", "/sandbox/arrivals");
    }

    @Test
    void a_target_that_is_down_is_named_and_gets_the_form_when_it_is_back_and_the_others_get_it_once() {
        control("PUT", "/sandbox/faults/unavailable?path=/eloqua");

        JsonNode answer =
                submitUntil("edda@targets.example", "[\"salesforce\", \"slack\", \"eloqua\"]", "/push_status/0/error");

        assertThat(status(answer, "salesforce")).as(answer.toString()).isEqualTo("pushed");
        assertThat(status(answer, "slack")).isEqualTo("pushed");
        assertThat(status(answer, "eloqua")).isEqualTo("queued");
        assertThat(answer.at("/push_status/0/error").asText()).contains("eloqua");

        control("DELETE", "/sandbox/faults");

        await().atMost(SOON).until(() -> arrivals("eloqua").contains("edda@targets.example"));
        await().atMost(SOON).until(() -> newest().at("/status").asText().equals("completed"));
        assertThat(tree(arrivals("slack")).at("/arrivals")).hasSize(1);
    }

    @Test
    void a_hook_that_is_gone_is_a_dead_letter_with_its_reason_and_is_replayed_when_it_is_mended() {
        control("PUT", "/sandbox/faults/gone?path=/slack");

        JsonNode answer = submitUntil("gus@targets.example", "[\"slack\"]", "/push_status/0/error");

        assertThat(answer.at("/status").asText()).as(answer.toString()).isEqualTo("failed");
        assertThat(status(answer, "slack")).isEqualTo("failed");
        await().atMost(SOON).until(() -> newest().at("/status").asText().equals("failed"));
        String run = newest().at("/run_id").asText();
        JsonNode dead = tree(calls.get("/v1/runs/" + run).body());
        assertThat(dead.at("/error/message").asText()).startsWith("slack: ").contains("410");

        control("DELETE", "/sandbox/faults");
        assertThat(calls.post("/v1/runs/" + run + "/retry", "").statusCode()).isEqualTo(200);

        await().atMost(SOON).until(() -> newest().at("/status").asText().equals("completed"));
        assertThat(arrivals("slack")).contains("gus@targets.example");
    }

    /** A second click gets the first submission's answer, with what became of it since. */
    private JsonNode submitUntil(String email, String targets, String known) {
        return await().atMost(SOON)
                .until(
                        () -> submit(email, targets),
                        answer -> !answer.at(known).asText("").isEmpty());
    }

    private JsonNode submit(String email, String targets) {
        return tree(calls.post("/v1/forms/submit", """
                        {"name": "Some One", "email": "%s", "company": "Targets", "country": "US",
                         "form_source": {"form_name": "%s"},
                         "output_preferences": {"mode": "both", "targets": %s}}
                        """.formatted(email, email, targets))
                .body());
    }

    private static String status(JsonNode answer, String target) {
        for (JsonNode push : answer.at("/push_status")) {
            if (push.at("/target").asText().equals(target)) {
                return push.at("/status").asText();
            }
        }
        return "not in " + answer;
    }

    private JsonNode newest() {
        return tree(calls.get("/v1/runs?per_page=1&agent=form-submission").body())
                .at("/runs/0");
    }

    private String arrivals(String target) {
        return control("GET", "/sandbox/arrivals?target=" + target);
    }

    private String control(String method, String path) {
        try {
            return control.send(
                            HttpRequest.newBuilder(URI.create(sandbox.targetUrl() + path))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
