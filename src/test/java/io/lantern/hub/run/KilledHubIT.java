package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A hub on H2 that is killed, as by {@code kill -9}, in the middle of its runs. */
class KilledHubIT {
    private static final int ALL = HubToKill.RUNS * HubToKill.STEPS;
    private static final int KILLS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    private final List<Process> hubs = new ArrayList<>();

    @AfterEach
    void killHubs() throws InterruptedException {
        for (Process hub : hubs) {
            hub.destroyForcibly().waitFor();
        }
    }

    @Test
    void every_run_is_finished_and_paid_for_once_and_no_finished_step_is_repeated() throws Exception {
        Map<String, Integer> doneWhenFinished = new HashMap<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = Math.max(lines().size() + 10, ALL * kill / (KILLS + 2));
            Process hub = startHub(kill);
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> lines().size() > enough);
            hub.destroyForcibly().waitFor();
            Map<String, Integer> times = times();
            finishedSteps().forEach(step -> doneWhenFinished.putIfAbsent(step, times.getOrDefault(step, 0)));
        }

        Process last = startHub(KILLS + 1);
        await().atMost(Duration.ofSeconds(90)).until(() -> new HashSet<>(lines()).size() == ALL);
        last.destroy();
        last.waitFor();

        assertThat(doneWhenFinished).hasSizeGreaterThan(10);
        assertThat(times()).containsAllEntriesOf(doneWhenFinished);
        assertThat(count("run_run where status = 'completed'")).isEqualTo(HubToKill.RUNS);
        assertThat(count("run_subject")).isZero();
        assertThat(count("scheduled_tasks")).isZero();
        assertThat(count("credit_entry where kind = 'settle'")).isEqualTo(HubToKill.RUNS);
        assertThat(count("credit_charge where state = 'RESERVED'")).isZero();
        assertThat(number("balance from credit_account"))
                .isEqualByComparingTo(number("sum(amount) from credit_entry"))
                .isEqualByComparingTo(new BigDecimal(1_000_000_000 - HubToKill.RUNS * 3));
    }

    private Process startHub(int number) throws IOException {
        Process hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        HubToKill.class.getName(),
                        "--lantern.data=" + data,
                        "--lantern.access.pepper=pepper of the tests, 32 characters at least",
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--management.server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("hub-" + number + ".log").toFile())
                .start();
        hubs.add(hub);
        return hub;
    }

    /** Without Surefire's empty last entry: it means the working folder, where the routes lie once more. */
    private static String classPath() {
        return String.join(
                File.pathSeparator, System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private List<String> lines() {
        try {
            Path file = data.resolve("lines");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Integer> times() {
        Map<String, Integer> times = new HashMap<>();
        lines().forEach(line -> times.merge(line, 1, Integer::sum));
        return times;
    }

    private List<String> finishedSteps() {
        return sql().sql("""
                        select r.name || ' ' || s.name from run_step s join run_run r on r.id = s.run_id
                        where s.status = 'completed'
                        """).query(String.class).list();
    }

    private BigDecimal number(String what) {
        return sql().sql("select " + what).query(BigDecimal.class).single();
    }

    private int count(String what) {
        return sql().sql("select count(*) from " + what).query(Integer.class).single();
    }

    private JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:h2:file:" + data.resolve("hub") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "lantern", ""));
    }
}
