package io.lantern.bench;

import io.lantern.hub.Hub;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A hub in a process of its own, with the bare controllers that benchmarks compare it with. */
final class BenchHub implements AutoCloseable {
    static final String KEY = "lnt_sandbox_" + "0".repeat(43);

    private final Process process;
    final int port;

    private BenchHub(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** What the hub's process runs. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) {
            SpringApplication hub = new SpringApplication(Hub.class, Bare.class);
            hub.setAdditionalProfiles("sandbox");
            hub.run(args);
        }
    }

    /** Answers with nothing around them: no gate, no request id, no log. */
    @RestController
    static class Bare {
        @GetMapping("/bare/status")
        ResponseEntity<Object> status() {
            return ResponseEntity.ok(Map.of(
                    "success",
                    true,
                    "request_id",
                    "req_7kXw2mJpQ9vRtYbN4cLs8d",
                    "processing_time_ms",
                    0,
                    "sources",
                    List.of()));
        }

        /** What has passed the gate goes to the bare controller instead of its route, when the header says so. */
        @Bean
        FilterRegistrationBean<Filter> behindTheGate() {
            FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                chain.doFilter(http.getHeader("X-Bench") == null ? http : new Elsewhere(http), response);
            });
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
            return filter;
        }

        private static final class Elsewhere extends HttpServletRequestWrapper {
            private Elsewhere(HttpServletRequest request) {
                super(request);
            }

            @Override
            public String getRequestURI() {
                return "/bare/status";
            }

            @Override
            public String getServletPath() {
                return "/bare/status";
            }
        }

        /** The filter of request ids takes a bare request for one it has seen. */
        @Bean
        ServletRequestListener withoutRequestFilter() {
            return new ServletRequestListener() {
                @Override
                public void requestInitialized(ServletRequestEvent event) {
                    if (((HttpServletRequest) event.getServletRequest())
                            .getRequestURI()
                            .startsWith("/bare/")) {
                        event.getServletRequest().setAttribute("requestFilter.FILTERED", true);
                    }
                }
            };
        }
    }

    /** Starts a hub on a free port and waits until it is ready. */
    static BenchHub start(Path folder, String... settings) throws IOException {
        return start(folder, "400m", settings);
    }

    /** As {@link #start(Path, String...)}, with this much heap. */
    static BenchHub start(Path folder, String heap, String[] settings) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap, "-XX:+UseSerialGC"));
        command.addAll(List.of(System.getProperty("bench.jvm", "").split(" ", -1)).stream()
                .filter(option -> !option.isEmpty())
                .toList());
        command.addAll(List.of(
                "-cp",
                classPath(folder),
                Main.class.getName(),
                "--lantern.data=" + folder.resolve("data"),
                "--server.port=" + port,
                "--management.server.port=" + freePort()));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("hub.log").toFile())
                .start();
        Awaitility.await("the hub is up, see " + folder.resolve("hub.log"))
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .failFast("the hub ended, see " + folder.resolve("hub.log"), () -> !process.isAlive())
                .until(() -> HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        return new BenchHub(process, port);
    }

    /** @return what the hub's process has used of all processors so far */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** The product and this package: the hub's scan would find what other tests hold. */
    private static String classPath(Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        String own = BenchHub.class.getPackageName().replace('.', '/');
        String path = System.getProperty("java.class.path");
        Path tests = Arrays.stream(path.split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.endsWith("test-classes"))
                .findFirst()
                .orElseThrow();
        Files.createDirectories(classes.resolve(own));
        try (Stream<Path> files = Files.list(tests.resolve(own))) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, classes.resolve(own)));
        }
        return classes
                + java.io.File.pathSeparator
                + Arrays.stream(path.split(java.io.File.pathSeparator))
                        .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes"))
                        .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static void copy(Path file, Path folder) {
        try {
            Files.copy(file, folder.resolve(file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
