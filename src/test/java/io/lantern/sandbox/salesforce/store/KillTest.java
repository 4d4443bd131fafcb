package io.lantern.sandbox.salesforce.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.salesforce.seed.Seeding;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final int ROUNDS = 2;
    private static final int WRITES = 400;
    private static final int ID_LENGTH = 18;

    @TempDir
    Path folder;

    @Test
    void a_killed_process_finds_every_commit_again_and_no_half_of_one() throws Exception {
        List<String> told = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            told.addAll(writeAndKill());
        }

        try (OrgStore store = OrgStores.open(folder, Clock.systemUTC(), Seeding.BARE)) {
            List<String> leads = store.rows("Lead").map(Row::id).toList();
            List<String> events = store.log("events").values().stream()
                    .map(b -> new String(b, StandardCharsets.UTF_8))
                    .toList();
            assertThat(told).hasSizeGreaterThanOrEqualTo(ROUNDS * WRITES);
            assertThat(leads).containsAll(told).doesNotHaveDuplicates();
            assertThat(events).containsExactlyElementsOf(leads);
        }
    }

    private List<String> writeAndKill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> ids = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            while (ids.size() < WRITES) {
                String line = out.readLine();
                if (line == null) {
                    throw new IllegalStateException("The victim died by itself after " + ids.size() + " writes");
                }
                if (line.length() == ID_LENGTH) {
                    ids.add(line);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return ids;
    }
}
