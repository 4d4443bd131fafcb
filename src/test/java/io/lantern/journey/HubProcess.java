package io.lantern.journey;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The hub as a process of its own, so that a test can kill it the way a power cut would. */
final class HubProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final List<String> arguments;
    private final Path log;
    private final int port;
    private Process process;

    private HubProcess(List<String> arguments, Path log, int port) {
        this.arguments = arguments;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Starts a hub on free ports with the given data folder and settings, and waits until it is ready. */
    static HubProcess start(Path data, String... settings) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(
                List.of("--lantern.data=" + data, "--server.port=" + port, "--management.server.port=" + freePort()));
        arguments.addAll(List.of(settings));
        HubProcess hub = new HubProcess(arguments, data.resolveSibling(data.getFileName() + ".log"), port);
        hub.awaitReady();
        return hub;
    }

    /** {@code kill -9}, then the same command again; returns as soon as the new process is ready. */
    void killAndRestart() {
        kill();
        process = launch();
        awaitReady();
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        kill();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "io.lantern.Lantern"));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The product's classes and libraries: what lies in the tests would be found by its component scan. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(url().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        await("the hub is ready, see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .failFast("the hub's process ended, see " + log, () -> !process.isAlive())
                .until(() -> client.send(ready, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }
}
