package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.bench.LoadGenerator.Load;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer from the cache of enrichments costs, held against asking for the balance, in turns. */
class CachedAnswerBench {
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 9;
    private static final int SECONDS = 4;

    /** A line per request is worth what it costs, but it is no part of either. */
    private static final String QUIET = "--logging.level.lantern.request=WARN";

    private static final String ASKED =
            "{\"record_id\": \"b\", \"first_name\": \"Ada\", \"last_name\": \"Okonkwo\", \"company\": \"Harrowgate Looms\"}";

    private static final ObjectMapper json = new ObjectMapper();
    private static final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aCachedAnswerCostsLittleMoreThanABalance() throws Exception {
        List<LoadGenerator.Result> balance = new ArrayList<>();
        List<LoadGenerator.Result> cached = new ArrayList<>();
        Sandbox org = Sandbox.start(new SandboxSettings(Files.createDirectory(folder.resolve("org")), 0, 0, -1, false));
        createLead(org);
        try (BenchHub hub = BenchHub.start(folder, settings(org))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> enrich(hub).path("cached").asBoolean());
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                LoadGenerator.Result first =
                        LoadGenerator.run(hub, Load.of("/v1/credits/remaining", "", CONNECTIONS, SECONDS));
                LoadGenerator.Result second = LoadGenerator.run(
                        hub, new Load("/v1/enrich/phone", "", ASKED, CONNECTIONS, SECONDS, Load.FULL));
                if (round >= 0) {
                    balance.add(first);
                    cached.add(second);
                }
            }
        }

        print("GET /v1/credits/remaining", balance);
        print("POST /v1/enrich/phone, cached", cached);
        double ratio = p99(cached) / p99(balance);
        System.out.printf(Locale.ROOT, "p99 of a cached answer to p99 of a balance: %.2f%n", ratio);
        assertThat(ratio).as("p99 of a cached answer to that of a balance").isLessThanOrEqualTo(1.5);
    }

    private static JsonNode enrich(BenchHub hub) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port + "/v1/enrich/phone"))
                .header("Authorization", "Bearer " + BenchHub.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ASKED))
                .build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static void createLead(Sandbox org) throws IOException, InterruptedException {
        HttpRequest login = HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=lantern-sandbox"
                        + "&client_secret=lantern-sandbox-secret"))
                .build();
        JsonNode session =
                json.readTree(http.send(login, BodyHandlers.ofString()).body());
        HttpRequest create = HttpRequest.newBuilder(URI.create(org.url() + "/services/data/v60.0/sobjects/Lead"))
                .header(
                        "Authorization",
                        "Bearer " + session.path("access_token").asText())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"FirstName\": \"Ada\", \"LastName\": \"Okonkwo\","
                        + " \"Company\": \"Harrowgate Looms\", \"Phone\": \"(415) 555-0134\"}"))
                .build();
        assertThat(http.send(create, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    private static String[] settings(Sandbox org) {
        String prefix = "--lantern.orgs[0].";
        return new String[] {
            QUIET,
            "--lantern.trigger.poll-cron=0 0 0 1 1 ? 2099",
            prefix + "name=sandbox",
            prefix + "login-url=" + org.url(),
            prefix + "client-id=lantern-sandbox",
            prefix + "client-secret=lantern-sandbox-secret",
            prefix + "pub-sub-host=localhost",
            prefix + "pub-sub-port=" + org.pubSubPort(),
            prefix + "trust-certificate=" + org.certificate()
        };
    }

    private static void print(String name, List<LoadGenerator.Result> results) {
        System.out.printf(
                Locale.ROOT,
                "%-30s %6.0f requests/s  p50 %.2f ms  p99 %.2f ms%n",
                name,
                median(results.stream().map(LoadGenerator.Result::perSecond).toList()),
                median(results.stream().map(LoadGenerator.Result::p50Micros).toList()) / 1000,
                p99(results) / 1000);
    }

    private static double p99(List<LoadGenerator.Result> results) {
        return median(results.stream().map(LoadGenerator.Result::p99Micros).toList());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
