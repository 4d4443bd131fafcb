package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.bench.LoadGenerator.Load;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A burst of records of another system, each a run that is durable before the answer, beside a bare controller that
 * inserts one row per request into the same database of the same process.
 */
class TriggerBurstBench {
    private static final int BURST = 6_000;
    private static final int CONNECTIONS = 16;
    private static final String BODY =
            "{\"record_data\":{\"email\":\"p" + LoadGenerator.NUMBER + "@burst.example\",\"last_name\":\"Burst\"}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aBurstIsTakenDurablyAtOnce() throws Exception {
        try (Sandbox sandbox = Sandbox.start(new SandboxSettings(folder.resolve("org"), 0, 0, -1, true));
                BenchHub hub = BenchHub.start(folder, "600m", settings(sandbox))) {
            LoadGenerator.run(hub, Load.burst("/bare/insert", BODY, CONNECTIONS, BURST, "200"));
            LoadGenerator.run(hub, triggers());
            awaitOutcomes(hub, BURST);

            LoadGenerator.Result bare =
                    LoadGenerator.run(hub, Load.burst("/bare/insert", BODY, CONNECTIONS, BURST, "200"));
            LoadGenerator.Result burst = LoadGenerator.run(hub, triggers());
            long began = System.nanoTime();
            awaitOutcomes(hub, 2 * BURST);
            Duration after = Duration.ofNanos(System.nanoTime() - began);

            double ratio = burst.perSecond() / bare.perSecond();
            System.out.printf(
                    Locale.ROOT,
                    "one INSERT by a bare controller %6.0f/s  p99 %.1f ms%n"
                            + "a trigger, its run durable      %6.0f/s  p99 %.1f ms  ratio %.2f; all %d ended %.0f s later%n",
                    bare.perSecond(),
                    bare.p99Micros() / 1000,
                    burst.perSecond(),
                    burst.p99Micros() / 1000,
                    ratio,
                    BURST,
                    after.toMillis() / 1e3);
            assertThat(total(hub, "failed")).isZero();
            assertThat(ratio).isGreaterThanOrEqualTo(0.60);
            assertThat(burst.p99Micros())
                    .as("p99 of the answer, in microseconds")
                    .isLessThan(50_000);
        }
    }

    private static Load triggers() {
        return Load.burst("/v1/workflows/enrich-only/trigger", BODY, CONNECTIONS, BURST, "202");
    }

    private void awaitOutcomes(BenchHub hub, int runs) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> total(hub, "completed") == runs);
    }

    private int total(BenchHub hub, String status) {
        try {
            JsonNode list = json.readTree(http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port
                                            + "/v1/runs?per_page=1&agent=enrich-only&status=" + status))
                                    .header("Authorization", "Bearer " + BenchHub.KEY)
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
            return list.at("/total").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] settings(Sandbox sandbox) {
        return new String[] {
            "--logging.level.lantern.request=WARN",
            "--lantern.orgs[0].name=sandbox",
            "--lantern.orgs[0].login-url=" + sandbox.url(),
            "--lantern.orgs[0].client-id=lantern-sandbox",
            "--lantern.orgs[0].client-secret=lantern-sandbox-secret",
            "--lantern.orgs[0].pub-sub-host=localhost",
            "--lantern.orgs[0].pub-sub-port=" + sandbox.pubSubPort(),
            "--lantern.orgs[0].trust-certificate=" + sandbox.certificate()
        };
    }
}
