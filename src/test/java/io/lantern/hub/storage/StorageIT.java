package io.lantern.hub.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.sandbox.s3.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** The AWS SDK against the sandbox's S3, over HTTP. */
class StorageIT {
    private static final int MEGABYTE = 1024 * 1024;
    private static final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private S3Server server;
    private StorageService storage;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start(folder, 0);
        storage = storage(S3Server.SECRET_KEY, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5 * MEGABYTE - 1, 5 * MEGABYTE, 5 * MEGABYTE + 1, 13 * MEGABYTE})
    void anObjectComesBackByItsLinkAsItWasPut(int size) throws Exception {
        byte[] content = random(size);

        StoredObject stored = storage.put("1/run_7/result.csv", new ByteArrayInputStream(content));

        assertThat(stored).isEqualTo(new StoredObject(URI.create("s3://lantern/1/run_7/result.csv"), size));
        HttpResponse<byte[]> read = get(storage.presign("1/run_7/result.csv"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(content);
        assertThat(left("-uploads")).isEmpty();
    }

    @Test
    void aSecondObjectTakesTheFirstOnesPlace() throws Exception {
        storage.put("1/a.csv", text("first"));
        storage.put("1/a.csv", text("second"));
        storage.put("1/a.csv/b", text("below"));

        assertThat(get(storage.presign("1/a.csv")).body()).asString().isEqualTo("second");
        assertThat(left("lantern")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12 * MEGABYTE})
    void contentThatBreaksInTheMiddleLeavesNothing(int readable) {
        InputStream content = new SequenceInputStream(new ByteArrayInputStream(random(readable)), new Broken());

        assertThatThrownBy(() -> storage.put("1/a.csv", content)).isInstanceOf(UncheckedIOException.class);

        assertThat(left("lantern")).isEmpty();
        assertThat(left("-uploads")).isEmpty();
    }

    @Test
    void whatArrivedOnlyInPartIsNotCalledStored() throws Exception {
        fault("lose-bytes");

        assertProblem(ProblemCode.UPSTREAM_ERROR, "holds 0 bytes of 1/a.csv, not the 5");
    }

    @Test
    void aLostAnswerIsRepeatedAndTheObjectIsThereOnce() throws Exception {
        fault("drop-reply?count=1");

        storage.put("1/a.csv", text("first"));

        assertThat(get(storage.presign("1/a.csv")).body()).asString().isEqualTo("first");
        assertThat(left("lantern")).hasSize(1);
    }

    @Test
    void aWrongSecretIsRefusedInWordsThatDoNotTellIt() throws Exception {
        storage = storage("a wrong secret", Duration.ofMinutes(1));

        assertProblem(ProblemCode.UPSTREAM_ERROR, "is not that of the sandbox's secret key");
        assertThat(get(storage.presign("1/a.csv")).statusCode()).isEqualTo(403);
        assertThat(storage.toString()).doesNotContain("wrong secret");
    }

    @Test
    void aServerThatRefusesIsNamed() throws Exception {
        fault("access-denied");

        assertProblem(ProblemCode.UPSTREAM_ERROR, "S3 bucket lantern at http://localhost:");
    }

    @Test
    void aServerThatIsTooBusyMayBeAskedAgain() throws Exception {
        fault("server-error");

        assertProblem(ProblemCode.UPSTREAM_UNAVAILABLE, "S3 bucket lantern at http://localhost:");
    }

    @Test
    void aServerThatIsAwayIsNamedAndUsedAgainWhenItIsBack() throws Exception {
        int port = server.url().getPort();
        server.close();

        assertProblem(ProblemCode.UPSTREAM_UNAVAILABLE, "S3 bucket lantern at http://localhost:");

        server = S3Server.start(folder, port);
        assertThat(storage.put("1/a.csv", text("first")).uri()).isEqualTo(storage.address("1/a.csv"));
    }

    @Test
    void aLinkWorksForAWhileAndForItsObjectOnly() throws Exception {
        storage = storage(S3Server.SECRET_KEY, Duration.ofSeconds(1));
        storage.put("1/a.csv", text("ours"));
        storage.put("2/a.csv", text("theirs"));
        URI link = storage.presign("1/a.csv");

        assertThat(get(URI.create(link.toString().replace("/1/", "/2/"))).statusCode())
                .isEqualTo(403);
        assertThat(get(URI.create(server.url() + "/lantern/1/a.csv")).statusCode())
                .isEqualTo(403);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> get(link).statusCode() == 403);
    }

    @Test
    void withoutABucketTheSettingIsNamed() throws Exception {
        StorageService none = storage(new StorageSettings(
                " ",
                null,
                "us-east-1",
                false,
                null,
                null,
                DataSize.ofMegabytes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));

        assertThatThrownBy(() -> none.presign("1/a.csv"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("set lantern.storage.bucket");
    }

    private StorageService storage(String secret, Duration linkLife) throws Exception {
        return storage(new StorageSettings(
                S3Server.BUCKET,
                server.url(),
                "us-east-1",
                true,
                S3Server.ACCESS_KEY,
                secret,
                DataSize.ofMegabytes(5),
                Duration.ofSeconds(20),
                linkLife));
    }

    /** As the hub has it: the clients as beans, the route from its file. */
    private StorageService storage(StorageSettings settings) throws Exception {
        S3Clients clients = new S3Clients(settings);
        DefaultCamelContext camel = new DefaultCamelContext();
        clients.beforeApplicationStart(camel);
        for (String file : List.of("errors", "storage")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            ResourceHelper.resolveMandatoryResource(camel, "classpath:routes/" + file + ".camel.yaml"));
        }
        camel.start();
        open.add(camel);
        open.add(clients::destroy);
        return new StorageService(settings, clients, camel.createProducerTemplate());
    }

    private void assertProblem(ProblemCode code, String words) {
        assertThatThrownBy(() -> storage.put("1/a.csv", text("first")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    private void fault(String fault) throws Exception {
        http.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/sandbox/faults/" + fault))
                        .PUT(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private static HttpResponse<byte[]> get(URI link) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
    }

    private Stream<Path> left(String directory) {
        try {
            Path path = folder.resolve(directory);
            return Files.exists(path) ? Files.list(path).toList().stream() : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("The source broke");
        }
    }
}
