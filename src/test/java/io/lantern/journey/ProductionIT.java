package io.lantern.journey;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first two starts of a hub in production, with no org yet. */
class ProductionIT {
    private static final String FIRST_KEY = "First API key (scope *, shown only now): ";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theFirstStartShowsOneKeyOnceAndTheLogIsJsonWithoutIt() throws Exception {
        Path log;
        try (HubProcess hub = start()) {
            log = hub.log();
            List<String> shown = firstKeys(log);
            assertThat(shown).hasSize(1);
            HubCalls caller = new HubCalls(hub.url().getPort(), shown.get(0));
            assertThat(caller.get("/v1/routing/pools").statusCode()).isEqualTo(200);
            assertThat(new HubCalls(hub.url().getPort(), "lnt_sandbox_" + "0".repeat(43))
                            .get("/v1/routing/pools")
                            .statusCode())
                    .isEqualTo(401);
            // The log is written behind the answers, and what a killed process had not written yet is gone.
            await().atMost(ofSeconds(20))
                    .untilAsserted(() -> assertThat(statuses(log)).contains("200", "401"));

            hub.killAndRestart();

            assertThat(caller.get("/v1/routing/pools").statusCode()).isEqualTo(200);
        }

        assertThat(firstKeys(log)).hasSize(1);
        assertThat(requests(log)).extracting(line -> line.path("path").asText()).contains("/v1/routing/pools");
        assertThat(jsonLines(log).toString()).doesNotContain(firstKeys(log).get(0));
    }

    private HubProcess start() {
        return HubProcess.start(
                folder.resolve("data"),
                "--spring.profiles.active=prod",
                "--lantern.sandbox=off",
                "--lantern.access.pepper=pepper of the tests, 32 characters at least");
    }

    private static List<String> firstKeys(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(FIRST_KEY))
                .map(line -> line.substring(FIRST_KEY.length()).strip())
                .toList();
    }

    private static List<String> statuses(Path log) throws IOException {
        return requests(log).stream().map(line -> line.path("status").asText()).toList();
    }

    private static List<JsonNode> requests(Path log) throws IOException {
        return jsonLines(log).stream()
                .filter(line -> line.path("log").path("logger").asText().equals("lantern.request"))
                .toList();
    }

    /** Every whole line but the one with the key. */
    private static List<JsonNode> jsonLines(Path log) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith(FIRST_KEY) && !line.isBlank())
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError("Not JSON: " + line, e);
                    }
                })
                .toList();
    }
}
