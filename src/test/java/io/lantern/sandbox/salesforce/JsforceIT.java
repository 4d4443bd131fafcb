package io.lantern.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** jsforce from the npm registry finds nothing odd. Needs node; without it the test says so and is skipped. */
class JsforceIT {
    private static final Path SOURCE = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/js");

    @TempDir
    Path folder;

    @Test
    void jsforce_logs_in_and_works() throws IOException, InterruptedException {
        assumeTrue(
                canRun("node", "--version") && canRun("npm", "--version"), "skipped: node and npm are not installed");
        install();
        try (Sandbox sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false))) {
            Run run = run(120, "node", "jsforce-check.mjs", sandbox.url().toString());

            assertThat(run.output()).doesNotContain("FAILED");
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).contains("ok SOAP login", "ok convert a lead", "ok merge accounts");
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        byte[] lock = Files.readAllBytes(SOURCE.resolve("package-lock.json"));
        Path mark = INSTALLED.resolve("node_modules/.installed");
        boolean fresh = !Files.exists(mark) || !Arrays.equals(Files.readAllBytes(mark), lock);
        for (String file : new String[] {"package.json", "package-lock.json", "jsforce-check.mjs"}) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
        }
        if (fresh) {
            Run run = run(300, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            assertThat(run.exit()).as("npm ci: " + run.output()).isZero();
            Files.write(mark, lock);
        }
    }

    private static boolean canRun(String... command) throws InterruptedException {
        try {
            return run(20, command).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Run run(int seconds, String... command) throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        Path log = Files.createTempFile("lantern-js", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String output = Files.readString(log, StandardCharsets.UTF_8);
            return new Run(ended ? process.exitValue() : -1, output);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private record Run(int exit, String output) {}
}
