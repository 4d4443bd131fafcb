package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.s3.S3Server;
import io.lantern.sandbox.vendor.VendorServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How near a batch comes to what its vendor allows: a phone and an e-mail address of each of 1,000 people, from one that
 * takes 200 ms for a call and no more than 50 calls at once; the second batch of the hub's life.
 */
class BatchBench {
    private static final int RECORDS = 1000;
    private static final int LOOKUPS = 2;
    private static final int MILLIS = 200;
    private static final int AT_ONCE = 50;

    private static final String CARD = """
            - templatedRoute:
                routeTemplateRef: vendor
                routeId: provider.lodestar.%1$s
                parameters:
                  - {name: name, value: lodestar.%1$s}
                  - {name: url, value: "%3$s/lodestar/v1/person"}
                  - {name: key, value: %4$s}
                  - {name: method, value: POST}
                  - {name: request, value: "{first_name, last_name, company, domain}"}
                  - {name: answer, value: '.person | {first_name, last_name, %1$s: %2$s}'}
                  - {name: at-once, value: "%5$d"}
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aBatchTakesLittleLongerThanItsVendorMakesIt() throws Exception {
        try (S3Server s3 = S3Server.start(folder.resolve("s3"), 0);
                VendorServer vendor = VendorServer.start(0, MILLIS, AT_ONCE)) {
            write(vendor, "phone", ".mobile");
            write(vendor, "email", ".email");
            try (BenchHub hub = BenchHub.start(folder, settings(s3))) {
                run(hub, "warm-up", RECORDS);

                Duration processor = hub.processorTime();
                Duration took = run(hub, "measured", RECORDS);
                Duration used = hub.processorTime().minus(processor);

                Duration least = Duration.ofMillis((long) MILLIS * RECORDS * LOOKUPS / AT_ONCE);
                double ratio = (double) took.toMillis() / least.toMillis();
                System.out.printf(
                        Locale.ROOT,
                        "%d records, %d calls of %d ms, %d at once: at least %.2f s, took %.2f s (ratio %.2f), processor %.2f s; vendor: %s%n",
                        RECORDS,
                        RECORDS * LOOKUPS,
                        MILLIS,
                        AT_ONCE,
                        least.toMillis() / 1e3,
                        took.toMillis() / 1e3,
                        ratio,
                        used.toMillis() / 1e3,
                        http.send(
                                        HttpRequest.newBuilder(URI.create(vendor.url() + "/sandbox/lodestar"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body());
                assertThat(ratio).isLessThanOrEqualTo(1.25);
            }
        }
    }

    private void write(VendorServer vendor, String service, String value) throws IOException {
        Path cards = Files.createDirectories(folder.resolve("cards"));
        Files.writeString(
                cards.resolve("lodestar-" + service + ".camel.yaml"),
                CARD.formatted(service, value, vendor.url(), VendorServer.KEY, AT_ONCE));
    }

    private String[] settings(S3Server s3) {
        return new String[] {
            "--lantern.provider.cards=" + folder.resolve("cards"),
            "--lantern.storage.bucket=" + S3Server.BUCKET,
            "--lantern.storage.endpoint=" + s3.url(),
            "--lantern.storage.path-style=true",
            "--lantern.storage.access-key=" + S3Server.ACCESS_KEY,
            "--lantern.storage.secret-key=" + S3Server.SECRET_KEY
        };
    }

    private Duration run(BenchHub hub, String name, int records) throws IOException, InterruptedException {
        ObjectNode batch = json.createObjectNode().put("entity_type", "person").put("max_credits", 100_000);
        ArrayNode list = batch.putArray("records");
        for (int i = 0; i < records; i++) {
            list.addObject()
                    .put("id", name + i)
                    .put("first_name", "Ada")
                    .put("last_name", name + i)
                    .put("company", "Firm " + i)
                    .put("domain", "firm" + i + ".example");
        }
        String run = call(
                        hub,
                        HttpRequest.newBuilder()
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(batch.toString())),
                        "/v1/agents/phone-email")
                .path("run_id")
                .asText();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> get(hub, run).path("status").asText().equals("completed"));
        JsonNode done = get(hub, run);
        assertThat(done.at("/output/found").asInt()).as(done.toString()).isGreaterThan(records / 2);
        assertThat(done.at("/output/failed").asInt()).as(done.toString()).isZero();
        return Duration.between(
                Instant.parse(done.path("started_at").asText()),
                Instant.parse(done.path("finished_at").asText()));
    }

    private JsonNode get(BenchHub hub, String run) throws IOException, InterruptedException {
        return call(hub, HttpRequest.newBuilder().GET(), "/v1/runs/" + run);
    }

    private JsonNode call(BenchHub hub, HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        return json.readTree(http.send(
                        request.uri(URI.create("http://127.0.0.1:" + hub.port + path))
                                .header("Authorization", "Bearer " + BenchHub.KEY)
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }
}
