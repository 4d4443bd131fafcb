package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.vendor.VendorServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a visitor waits for a form whose phone number a vendor looks up, in 300 ms or never. */
class FormBench {
    private static final int PER_SECOND = 50;
    private static final int WARM_UP = 30;
    private static final int SECONDS = 20;
    private static final int MILLIS = 300;
    private static final String CARD = """
            - templatedRoute:
                routeTemplateRef: vendor
                routeId: provider.lodestar.phone
                parameters:
                  - {name: name, value: lodestar.phone}
                  - {name: url, value: "%s/lodestar/v1/person"}
                  - {name: key, value: %s}
                  - {name: method, value: POST}
                  - {name: request, value: "{first_name, last_name, company, domain}"}
                  - {name: answer, value: ".person | {first_name, last_name, phone: .mobile}"}
                  - {name: at-once, value: "200"}
            """;
    private static final String BODY = """
            {"first_name": "Ada", "last_name": "P%1$s", "email": "ada.%1$s@acme.example", "company": "Acme", "country": "US",
             "form_source": {"form_name": "bench"}, "enrichment_preferences": {"services": ["phone"]},
             "output_preferences": {"mode": "return"}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aVisitorWaitsForTheVendorAndLittleMore() throws Exception {
        try (Sandbox sandbox = Sandbox.start(new SandboxSettings(folder.resolve("org"), 0, 0, -1, true));
                VendorServer vendor = VendorServer.start(0, MILLIS, 0)) {
            Path cards = Files.createDirectories(folder.resolve("cards"));
            Files.writeString(
                    cards.resolve("lodestar-phone.camel.yaml"), CARD.formatted(vendor.url(), VendorServer.KEY));
            try (BenchHub hub = BenchHub.start(folder, "600m", settings(sandbox, cards))) {
                List<Long> warm = submit(hub, WARM_UP);
                List<Long> millis = submit(hub, SECONDS);
                put(vendor, "/sandbox/faults/hang");
                List<Long> hanging = submit(hub, 10);

                System.out.printf(
                        Locale.ROOT,
                        "vendor of %d ms, %d forms/s: p50 %d ms  p95 %d ms  longest %d ms (warm-up p95 %d ms)%n"
                                + "every vendor hangs:          p50 %d ms  p95 %d ms  longest %d ms%n",
                        MILLIS,
                        PER_SECOND,
                        at(millis, 0.5),
                        at(millis, 0.95),
                        at(millis, 1),
                        at(warm, 0.95),
                        at(hanging, 0.5),
                        at(hanging, 0.95),
                        at(hanging, 1));
                assertThat(at(millis, 0.95)).isLessThan(600);
                assertThat(at(hanging, 1)).isLessThan(5_000);
            }
        }
    }

    /** At a steady pace, whatever the answers take: a latency begins when the form was due. */
    private List<Long> submit(BenchHub hub, int seconds) throws Exception {
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < PER_SECOND * seconds; i++) {
            long due = begun + TimeUnit.SECONDS.toNanos(1) * i / PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            String body = BODY.formatted(Long.toString(due, 36));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + hub.port + "/v1/forms/submit"))
                    .header("Authorization", "Bearer " + BenchHub.KEY)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            answers.add(http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.body());
                }
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
            }));
        }
        List<Long> millis = new ArrayList<>();
        answers.forEach(answer -> millis.add(answer.join()));
        Collections.sort(millis);
        return millis;
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    private void put(VendorServer vendor, String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(vendor.url() + path))
                        .PUT(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private static String[] settings(Sandbox sandbox, Path cards) {
        return new String[] {
            "--logging.level.lantern.request=WARN",
            "--lantern.provider.cards=" + cards,
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
