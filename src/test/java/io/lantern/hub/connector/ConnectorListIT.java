package io.lantern.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** {@code GET /v1/connectors} over HTTP: what is really there, what is not, and what was never set up. */
class ConnectorListIT extends TargetScene {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    ProviderService providers;

    @Test
    void what_is_configured_and_answers_is_connected_with_its_account() {
        connectors.deliver("slack", delivery(Map.of()));
        connectors.deliver("webhook", delivery(Map.of()));

        JsonNode list = list(1);

        assertConnected(list, "salesforce", "00D");
        assertConnected(list, "eloqua", "LanternSandbox / hub");
        assertConnected(list, "s3", "s3://lantern");
        assertConnected(list, "email", "Lantern <hub@sandbox.example>");
        assertConnected(list, "gmail", "hub@sandbox.example");
        assertConnected(list, "slack", "localhost");
        assertConnected(list, "whatsapp", "+1 415-555-0100 Lantern Sandbox");
        assertConnected(list, "webhook.crm", "localhost:");
        assertConnected(list, "web-search", "localhost");
        assertConnected(list, "lantern-sandbox-small", "localhost");
        assertConnected(list, "hunter", "localhost");
    }

    @Test
    void what_was_never_set_up_names_its_setting() {
        JsonNode list = list(1);

        assertThat(entry(list, "apollo").path("status").asText()).isEqualTo("not_configured");
        assertThat(entry(list, "apollo").path("error").asText()).isEqualTo("Set lantern.vendors.apollo.key.");
        assertThat(entry(list, "kafka").path("status").asText()).isEqualTo("not_configured");
    }

    @Test
    void another_tenant_sees_nothing_of_ours() {
        JsonNode list = list(2);

        for (String type : Set.of("salesforce", "eloqua", "email", "gmail", "slack", "whatsapp", "webhook")) {
            assertThat(entry(list, type).path("status").asText()).as(type).isEqualTo("not_configured");
            assertThat(entry(list, type).path("account").isNull()).as(type).isTrue();
        }
        assertThat(list.toString()).doesNotContain("webhook.crm", "LanternSandbox");
        assertConnected(list, "s3", "s3://lantern");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unavailable?path=/eloqua       | eloqua   | is out of order (HTTP 503)",
                "unauthorized?path=/whatsapp    | whatsapp | refused the access token",
                "unavailable?path=/gmail        | gmail    | is out of order (HTTP 503)",
                "hang?path=/eloqua              | eloqua   | did not answer within 1000 ms",
            })
    void what_is_down_is_an_error_until_it_is_back(String fault, String type, String words) {
        fault(fault);
        JsonNode down = entry(list(1), type);
        control("DELETE", "/sandbox/faults");
        JsonNode back = entry(list(1), type);

        assertThat(down.path("status").asText()).isEqualTo("error");
        assertThat(down.path("error").asText()).containsIgnoringCase(words).endsWith(".");
        assertThat(down.path("connected_at").isNull()).isTrue();
        assertThat(back.path("status").asText()).isEqualTo("connected");
        assertThat(back.path("connected_at").asText())
                .isGreaterThanOrEqualTo(down.path("last_checked_at").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack       | gone          | Target `slack` refused the message (HTTP 410).",
                "webhook.crm | unavailable   | Target `webhook.crm` is out of order (HTTP 503).",
            })
    void what_has_no_call_to_check_by_is_what_its_last_delivery_was(String target, String fault, String words) {
        fault(fault);
        refusal(target, delivery(Map.of()));
        control("DELETE", "/sandbox/faults");

        assertThat(entry(list(1), target).path("error").asText()).isEqualTo("The last delivery failed: " + words);
        connectors.deliver(target, delivery(Map.of()));
        assertThat(entry(list(1), target).path("status").asText()).isEqualTo("connected");
    }

    @Test
    void a_vendor_that_refused_its_key_says_so() {
        ProviderQuestion ada = ProviderQuestion.of(
                Map.of("first_name", "Ada", "last_name", "Moreno", "domain", "candela.example", "company", "Candela"));
        assertThatThrownBy(() -> providers.ask("prospeo.email", ada)).isInstanceOf(ProblemException.class);

        JsonNode prospeo = entry(list(1), "prospeo");
        assertThat(prospeo.path("status").asText()).isEqualTo("error");
        assertThat(prospeo.path("error").asText())
                .isEqualTo("The last call failed: Provider `prospeo.email` refused its key (HTTP 401).");
    }

    @Test
    void a_bucket_that_is_closed_and_an_org_that_is_down_are_errors() {
        control(sandbox.s3Url(), "PUT", "/sandbox/faults/access-denied");
        control(sandbox.url(), "PUT", "/sandbox/faults/unavailable");
        try {
            JsonNode list = list(1);
            assertThat(entry(list, "s3").path("status").asText()).isEqualTo("error");
            assertThat(entry(list, "salesforce").path("status").asText()).isEqualTo("error");
        } finally {
            control(sandbox.s3Url(), "DELETE", "/sandbox/faults");
            control(sandbox.url(), "DELETE", "/sandbox/faults");
        }
    }

    @Test
    void everything_is_asked_at_once_and_nothing_secret_is_said() {
        fault("hang");
        long begun = System.nanoTime();
        String list = list(1).toString();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(list)
                .doesNotContain("whsec_", "lantern-sandbox\"", "lantern-sandbox-secret", "a-wrong-key", "B0SANDBOX");
    }

    private JsonNode list(int tenant) {
        HubCalls hub = new HubCalls(port, access.issue(new TenantId(tenant), "test", Set.of("agents"), null));
        HttpResponse<String> answer = hub.get("/v1/connectors");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).path("connectors");
    }

    private static JsonNode entry(JsonNode list, String type) {
        for (JsonNode entry : list) {
            if (entry.path("type").asText().equals(type)) {
                return entry;
            }
        }
        throw new AssertionError("There is no " + type + " in " + list);
    }

    private static void assertConnected(JsonNode list, String type, String account) {
        JsonNode entry = entry(list, type);
        assertThat(entry.path("status").asText()).as(entry.toString()).isEqualTo("connected");
        assertThat(entry.path("account").asText()).startsWith(account);
        assertThat(entry.path("connected_at").asText()).endsWith("Z");
        assertThat(entry.path("last_checked_at").asText()).endsWith("Z");
        assertThat(entry.path("error").isNull()).isTrue();
    }

    private static void control(URI server, String method, String path) {
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server + path))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
