package io.lantern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a process that cannot start: an admin gets one sentence to act on, and the process ends. */
class LauncherIT {
    @TempDir
    Path folder = Path.of("");

    private record Ended(int exit, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"on", "only"})
    void a_sandbox_port_in_use_is_named_with_the_setting_that_chooses_another(String mode) throws Exception {
        try (ServerSocket taken = taken()) {
            Ended ended = lantern("--lantern.sandbox=" + mode, "--lantern.sandbox.port=" + taken.getLocalPort());

            assertSaid(
                    ended,
                    "Lantern cannot start. Port %d is taken; choose another by --lantern.sandbox.port."
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void a_port_of_the_sandboxs_events_in_use_is_named_too() throws Exception {
        try (ServerSocket taken = taken()) {
            Ended ended = lantern("--lantern.sandbox.pub-sub-port=" + taken.getLocalPort());

            assertSaid(ended, "Port " + taken.getLocalPort(), "--lantern.sandbox.pub-sub-port");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lantern.sandbox.port=abc | lantern.sandbox.port must be a whole number from 0 to 65535, not abc.",
                "--lantern.sandbox=maybe    | lantern.sandbox must be on, off or only, not maybe.",
                "--server.port=abc          | Invalid value 'abc' for configuration property 'server.port'",
                "--lantern.sandbox=off --server.port=abc | Invalid value 'abc' for configuration property 'server.port'",
                "--spring.profiles.active=prod | Set lantern.access.pepper",
                "--lantern.routes=file:/nowhere | There is no folder /nowhere to read routes from",
            })
    void a_setting_that_cannot_be_used_is_named(String arguments, String sentence) throws Exception {
        assertSaid(lantern(arguments.split(" ")), sentence);
    }

    @Test
    void a_hub_port_in_use_is_named_with_the_setting_that_chooses_another() throws Exception {
        try (ServerSocket taken = taken()) {
            Ended ended = lantern("--server.port=" + taken.getLocalPort());

            assertSaid(ended, "Port %d, given as server.port, is in use".formatted(taken.getLocalPort()));
        }
    }

    @Test
    void a_management_port_in_use_is_named_too() throws Exception {
        try (ServerSocket taken = taken()) {
            Ended ended = lantern("--management.server.port=" + taken.getLocalPort());

            assertSaid(ended, "Port %d, given as management.server.port, is in use".formatted(taken.getLocalPort()));
        }
    }

    @Test
    void a_data_folder_that_is_a_file_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertSaid(lantern("--lantern.data=" + file), "Lantern cannot start.", file.toString());
    }

    @Test
    void a_broken_route_file_is_named_with_its_line() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Path broken = Files.writeString(routes.resolve("mine.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        - setBodyy: {constant: x}
                """);

        Ended ended = lantern("--lantern.routes=file:" + routes);

        assertSaid(ended, "Route file " + broken + ", line 6:", "setBodyy");
    }

    private static void assertSaid(Ended ended, String... words) {
        assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains(words)
                .doesNotContain("\tat ", "Exception in thread", "Caused by:", "Lantern Hub is ready");
    }

    /** On the address the sandbox and the demonstration hub listen on. */
    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private Ended lantern(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "io.lantern.Lantern"));
        List<String> given = List.of(arguments);
        for (String setting : List.of(
                "lantern.data=" + folder.resolve("data"),
                "server.port=0",
                "management.server.port=0",
                "lantern.sandbox.port=0",
                "lantern.sandbox.pub-sub-port=0",
                "lantern.sandbox.llm-port=0",
                "lantern.sandbox.s3-port=0",
                "lantern.sandbox.web-port=0",
                "lantern.sandbox.vendor-port=0",
                "lantern.sandbox.target-port=0",
                "lantern.sandbox.smtp-port=0")) {
            String name = "--" + setting.substring(0, setting.indexOf('=') + 1);
            // Spring makes a list of what is given twice
            if (given.stream().noneMatch(argument -> argument.startsWith(name))) {
                command.add("--" + setting);
            }
        }
        command.addAll(given);
        Path log = folder.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean over = process.waitFor(90, TimeUnit.SECONDS);
            String output = Files.readString(log);
            assertThat(over).as("the process ended; it said: " + output).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** The product's classes and libraries: what lies in the tests would be found by its component scan. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
