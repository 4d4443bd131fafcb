package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 10,000 turns of one pool, each with its entry in the log, from 64 threads on PostgreSQL, beside an {@code UPDATE …
 * RETURNING} of one row by as many threads; then from two processes at once.
 */
class AssignBench {
    private static final int TURNS = 10_000;
    private static final int THREADS = 64;
    private static final int ROUNDS = 3;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void turnsAreTakenExactlyAndAtHalfTheRateOfCountingARow() throws Exception {
        try (EmbeddedPostgres postgres = durable();
                Sandbox sandbox = Sandbox.start(new SandboxSettings(folder.resolve("org"), 0, 0, -1, true));
                BenchHub one = hub("one", postgres, sandbox);
                BenchHub two = hub("two", postgres, sandbox)) {
            List<Double> counting = new ArrayList<>();
            List<Double> turning = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                double counted = perSecond(count(one));
                double turned = perSecond(turns(one, "one-" + round, TURNS));
                if (round > 0) {
                    counting.add(counted);
                    turning.add(turned);
                }
            }
            long before = System.nanoTime();
            CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> turns(two, "both-two", TURNS / 2));
            turns(one, "both-one", TURNS / 2);
            other.join();
            double both = perSecond(System.nanoTime() - before);

            double ratio = median(turning) / median(counting);
            System.out.printf(
                    Locale.ROOT,
                    "UPDATE … RETURNING %6.0f/s; turns of a pool %6.0f/s (ratio %.2f); from two processes %.0f/s%n",
                    median(counting),
                    median(turning),
                    ratio,
                    both);
            assertExact(postgres, TURNS * (ROUNDS + 2));
            assertThat(ratio).isGreaterThanOrEqualTo(0.5);
        }
    }

    /** One that waits for its disk, as those that hold customers' data do; for tests fsync would be off. */
    private static EmbeddedPostgres durable() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    private static void assertExact(EmbeddedPostgres postgres, int turns) throws SQLException {
        try (Connection sql = postgres.getPostgresDatabase().getConnection();
                Statement statement = sql.createStatement()) {
            assertThat(number(statement, "select count(distinct sequence) from assign_assignment"))
                    .isEqualTo(turns);
            assertThat(number(statement, "select max(sequence) from assign_assignment"))
                    .isEqualTo(turns);
            assertThat(number(statement, "select count(*) from audit_entry where action = 'assign'"))
                    .isEqualTo(turns);
            List<Long> shares = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select count(*) from assign_assignment group by owner_id")) {
                while (rows.next()) {
                    shares.add(rows.getLong(1));
                }
            }
            assertThat(shares).hasSize(5).containsOnly((long) turns / 5);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private BenchHub hub(String name, EmbeddedPostgres postgres, Sandbox sandbox) throws IOException {
        return BenchHub.start(Files.createDirectories(folder.resolve(name)), "400m", new String[] {
            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
            "--spring.datasource.username=postgres",
            "--lantern.orgs[0].name=sandbox",
            "--lantern.orgs[0].listen=false",
            "--lantern.orgs[0].login-url=" + sandbox.url(),
            "--lantern.orgs[0].client-id=lantern-sandbox",
            "--lantern.orgs[0].client-secret=lantern-sandbox-secret"
        });
    }

    private long turns(BenchHub hub, String name, int turns) {
        return post(hub, "/bare/assign?name=%s-&turns=%d&threads=%d".formatted(name, turns, THREADS));
    }

    private long count(BenchHub hub) {
        return post(hub, "/bare/count?turns=%d&threads=%d".formatted(TURNS, THREADS));
    }

    private long post(BenchHub hub, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port + path))
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer =
                http.sendAsync(request, BodyHandlers.ofString()).join();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return Long.parseLong(answer.body());
    }

    private static double perSecond(long nanos) {
        return TURNS / (nanos / 1e9);
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
