package io.lantern.hub.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of sources, each with messages in the shape of the vendor's public documentation, which the file names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceFixturesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/source");
    private static final Path ROUTES = Path.of("routes");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    void startTheRoutesOfSources() throws Exception {
        try (Stream<Path> sources = Files.list(ROUTES.resolve("source"))) {
            for (Path file : Stream.concat(Stream.of(ROUTES.resolve("errors.camel.yaml")), sources)
                    .toList()) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.fromBytes(file.toString(), Files.readAllBytes(file)));
            }
        }
        camel.start();
    }

    @AfterAll
    void stop() {
        camel.stop();
    }

    static Stream<Path> fixtures() {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void a_message_as_its_vendor_documents_it_becomes_these_records(Path file) throws Exception {
        JsonNode fixture = json.readTree(file.toFile());
        String source = file.getFileName().toString().replaceFirst("-.*", "");

        JsonNode records =
                new SourceRoutes(camel, camel.createProducerTemplate(), json).records(source, fixture.at("/message"));

        JsonNode expected = fixture.at("/records");
        assertThat(records).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            JsonNode record = records.get(i);
            expected.get(i)
                    .fields()
                    .forEachRemaining(field -> assertThat(record.path(field.getKey()))
                            .as(field.getKey())
                            .isEqualTo(field.getValue()));
            List<Problem.Detail> faults = new ArrayList<>();
            assertThat(SentRecord.parse(record, "record", faults)).isPresent();
            assertThat(faults).isEmpty();
        }
    }
}
