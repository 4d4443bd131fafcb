package io.lantern.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What the product is shipped in, as it lies on disk. */
final class ProjectFiles {
    static final Path DOCKERFILE = Path.of("Dockerfile");
    static final Path COMPOSE = Path.of("docker-compose.yml");
    static final Path CAMEL_K = Path.of("camel-k");
    static final Path KAMELETS = CAMEL_K.resolve("kamelets");
    static final Path INTEGRATION = CAMEL_K.resolve("integrations/lantern-hub.yaml");
    static final Path HUB_CONFIG = CAMEL_K.resolve("integrations/lantern-hub-config.yaml");
    static final Path DEPLOYMENT = CAMEL_K.resolve("deployment/lantern-hub.yaml");
    static final Path PIPE = CAMEL_K.resolve("pipes/eloqua-to-kafka.yaml");

    private static final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    private ProjectFiles() {}

    static List<Path> in(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every document of a YAML file, anchors resolved. */
    static List<JsonNode> documents(Path file) {
        List<JsonNode> documents = new ArrayList<>();
        new Yaml().loadAll(text(file)).forEach(document -> documents.add(yaml.valueToTree(document)));
        return documents;
    }

    static JsonNode document(Path file) {
        return documents(file).get(0);
    }

    /** A YAML file of a test dependency, or of {@code src/test/resources}. */
    static JsonNode resource(String name) {
        try (InputStream in = ProjectFiles.class.getResourceAsStream(name)) {
            return yaml.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
