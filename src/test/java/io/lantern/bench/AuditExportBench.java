package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** A million entries of the log as CSV: by PostgreSQL itself, and by the hub out of the same table. */
class AuditExportBench {
    private static final int ENTRIES = 1_000_000;
    private static final int ROUNDS = 5;
    private static final String HEAP = "256m";

    /** What an entry of an assignment looks like, a diff with two fields included. */
    private static final String FILL = """
            insert into audit_entry (tenant_id, occurred_at, action, object, object_id, pool, assigned_to, prev_owner,
                pool_sequence, reason, request_id, idempotency_key, diff)
            select 1, timestamptz '2026-01-01 00:00:00Z' + n * interval '7 seconds', 'assign', 'Lead',
                '00Q5g00000' || lpad(n::text, 5, '0') || 'EAV', 'inbound', '0055g00000LmNoPAAV', '0055g00000AbCdEAAV',
                n, 'Turn ' || n || ' of the pool "inbound", next in line: Ben Okafor', 'req_' || md5(n::text),
                'run_' || n || '/assign',
                '{"OwnerId":{"from":"0055g00000AbCdEAAV","to":"0055g00000LmNoPAAV","source":"assign"},'
                    || '"Country":{"from":null,"to":"Germany","source":"builtin.phone","confidence":0.9}}'
            from generate_series(1, %d) n
            """.formatted(ENTRIES);

    private static final String COPY = """
            copy (select occurred_at, object, object_id, action, pool, assigned_to, prev_owner, pool_sequence, reason,
                    request_id, idempotency_key, diff
                from audit_entry where tenant_id = 1 order by occurred_at, seq) to stdout with (format csv)
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void anExportIsAtLeastFortyPercentAsFastAsPostgreSqlsOwn() throws Exception {
        List<Double> copies = new ArrayList<>();
        List<Double> exports = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                BenchHub hub = BenchHub.start(folder, HEAP, new String[] {
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres"
                });
                Connection sql = postgres.getPostgresDatabase().getConnection()) {
            fill(sql);

            for (int round = -1; round < ROUNDS; round++) {
                double copy = entriesPerSecond(() -> copy(sql));
                double export = entriesPerSecond(() -> export(hub));
                if (round >= 0) {
                    copies.add(copy);
                    exports.add(export);
                }
            }
        }

        double ratio = median(exports) / median(copies);
        System.out.printf(
                Locale.ROOT,
                "%d entries as CSV: COPY %.0f entries/s, export with a heap of %s %.0f entries/s (ratio %.2f)%n",
                ENTRIES,
                median(copies),
                HEAP,
                median(exports),
                ratio);
        assertThat(ratio).isGreaterThanOrEqualTo(0.4);
    }

    private static void fill(Connection sql) throws SQLException {
        try (Statement statement = sql.createStatement()) {
            statement.execute("delete from audit_entry");
            statement.execute(FILL);
            statement.execute("vacuum analyze audit_entry");
        }
    }

    private static long copy(Connection sql) throws SQLException, IOException {
        Lines lines = new Lines();
        sql.unwrap(PGConnection.class).getCopyAPI().copyOut(COPY, lines);
        return lines.count;
    }

    private long export(BenchHub hub) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + hub.port
                + "/v1/logs/routing?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&format=csv&limit=all");
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + BenchHub.KEY)
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        Lines lines = new Lines();
        try (InputStream body = answer.body()) {
            body.transferTo(lines);
        }
        return lines.count - 1;
    }

    private static double entriesPerSecond(Callable<Long> work) throws Exception {
        long begun = System.nanoTime();
        assertThat(work.call()).isEqualTo(ENTRIES);
        return ENTRIES / ((System.nanoTime() - begun) / 1e9);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Counts lines and keeps nothing. */
    private static final class Lines extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                count += bytes[i] == '\n' ? 1 : 0;
            }
        }
    }
}
