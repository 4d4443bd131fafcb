package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README: a hub with two customers who use the same sandbox org. */
class TwoCustomersIT {
    private static final String PERSONAL_KEY = "lnt_sandbox_personal_0000000000000000000000000000000000";
    private static final String LOG = "/v1/logs/routing?from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z";

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    @Test
    void theSecondUsesTheOrgWithinItsPlanButHandlesNoLeadAgain() {
        int sandbox = HubProcess.freePort();
        try (HubProcess hub = HubProcess.start(
                folder.resolve("data"),
                "--lantern.sandbox.port=" + sandbox,
                "--lantern.sandbox.pub-sub-port=" + HubProcess.freePort())) {
            HubCalls first = new HubCalls(hub.url().getPort(), OrgClient.HUB_KEY);
            HubCalls second = new HubCalls(hub.url().getPort(), PERSONAL_KEY);
            OrgClient org = new OrgClient(URI.create("http://localhost:" + sandbox));
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            first.get("/v1/triggers/salesforce/status").body().contains("\"connected\""));

            String lead = org.createLead(
                    Map.of("FirstName", "Ben", "LastName", "Okoro", "Company", "Quillfeather", "Email", "b@q.example"));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !tree(first.get(LOG + "&object_id=" + lead))
                            .get("logs")
                            .isEmpty());
            assertThat(tree(first.get(LOG + "&action=assign&object_id=" + lead)).get("logs"))
                    .hasSize(1);
            assertThat(tree(second.get(LOG)).get("logs")).isEmpty();
            assertThat(tree(second.get("/v1/triggers/salesforce/status")).get("sources"))
                    .isEmpty();
            matches(second);
            isLimited(second);
            assertThat(first.get("/v1/routing/pools").headers().firstValue("X-RateLimit-Limit"))
                    .contains("1000000");
        }
    }

    private void matches(HubCalls hub) {
        JsonNode answer = tree(hub.post(
                "/v1/match",
                "{\"object\":\"account\",\"candidates\":[{\"id\":\"1\",\"fields\":{\"company\":\"CANDELA Machine-Tools,"
                        + " Incorporated\"}}]}"));
        assertThat(answer.at("/results/0/status").asText()).isEqualTo("matched");
    }

    private static void isLimited(HubCalls hub) {
        HttpResponse<String> answer = hub.get("/v1/routing/pools");
        for (int i = 0; i < 60 && answer.statusCode() == 200; i++) {
            answer = hub.get("/v1/routing/pools");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("50");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private JsonNode tree(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
