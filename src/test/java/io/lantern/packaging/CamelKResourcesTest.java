package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/** {@code camel-k/} against Camel K's definitions, the catalogue of Kamelets and the hub's settings. */
class CamelKResourcesTest {
    private static final String POD = "/properties/spec/properties/template/properties/spec";

    private static final CustomResource integrations = CustomResource.of("integrations");
    private static final KnownSettings settings = new KnownSettings();

    static List<Path> everyFile() {
        return ProjectFiles.in(ProjectFiles.CAMEL_K, ".yaml");
    }

    @ParameterizedTest
    @MethodSource("everyFile")
    void a_resource_is_as_its_kind_is_defined(Path file) {
        for (JsonNode resource : ProjectFiles.documents(file)) {
            assertThat(resource.at("/metadata/name").asText()).matches("[a-z][a-z0-9-]*");
            if (resource.path("apiVersion").asText().startsWith("camel.apache.org/")) {
                assertThat(resource.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
                String plural = resource.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
                assertThat(CustomResource.of(plural).faults(resource))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_typing_error_in_a_trait_is_found_out() {
        JsonNode integration = ProjectFiles.document(ProjectFiles.INTEGRATION);
        ((ObjectNode) integration.at("/spec/traits/container")).put("portt", 1);

        assertThat(integrations.faults(integration)).hasSize(1);
    }

    @Test
    void the_deployments_pod_is_as_kubernetes_defines_pods() {
        JsonNode pod = ProjectFiles.document(ProjectFiles.DEPLOYMENT).at("/spec/template/spec");

        assertThat(integrations.faultsAt(POD, pod)).isEmpty();
    }

    @Test
    void the_integration_and_the_deployment_run_the_hub_alike() {
        JsonNode traits = ProjectFiles.document(ProjectFiles.INTEGRATION).at("/spec/traits");
        JsonNode pod = ProjectFiles.document(ProjectFiles.DEPLOYMENT).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(traits.at("/container/image")).isEqualTo(container.get("image"));
        assertThat(traits.at("/container/port")).isEqualTo(container.at("/ports/0/containerPort"));
        assertThat(traits.at("/container/runAsUser")).isEqualTo(pod.at("/securityContext/runAsUser"));
        assertThat(traits.at("/container/limitMemory")).isEqualTo(container.at("/resources/limits/memory"));
        assertThat(traits.at("/health/readinessProbe")).isEqualTo(container.at("/readinessProbe/httpGet/path"));
        assertThat(traits.at("/health/livenessProbe")).isEqualTo(container.at("/livenessProbe/httpGet/path"));
        assertThat(variables(traits)).isEqualTo(variables(container.get("env")));
    }

    @Test
    void the_hub_runs_as_the_images_own_user() {
        String user = traits().at("/container/runAsUser").asText();

        assertThat(ProjectFiles.text(ProjectFiles.DOCKERFILE)).contains("\nUSER " + user + ":" + user + "\n");
        assertThat(traits().at("/container/runAsNonRoot").asBoolean()).isTrue();
        assertThat(traits().at("/security-context/runAsNonRoot").asBoolean()).isTrue();
    }

    @Test
    void every_variable_of_the_environment_is_a_setting() {
        assertThat(variables(traits()).keySet()).isNotEmpty().allMatch(settings::hasVariable);
    }

    @Test
    void every_name_in_the_hubs_file_is_a_setting_and_what_it_leaves_open_is_in_the_secret() throws IOException {
        String file = ProjectFiles.document(ProjectFiles.HUB_CONFIG)
                .at("/data/application.yaml")
                .asText();
        var source = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load("hub", new ByteArrayResource(file.getBytes(StandardCharsets.UTF_8)))
                .get(0);
        Set<String> open = new TreeSet<>();
        Pattern.compile("\\$\\{([a-z-]+)}").matcher(file).results().forEach(match -> open.add(match.group(1)));

        assertThat(source.getPropertyNames()).isNotEmpty().allMatch(settings::hasName);
        assertThat(List.of(source.getPropertyNames()).stream()
                        .filter(name -> name.matches(".*(password|secret|pepper|key)"))
                        .map(name -> String.valueOf(source.getProperty(name))))
                .isNotEmpty()
                .allMatch(value -> value.startsWith("${"));
        assertThat(keysOfSecret("lantern-hub")).containsExactlyElementsOf(open);
    }

    @Test
    void the_pipe_names_kamelets_that_are_there_with_what_they_need() {
        JsonNode spec = ProjectFiles.document(ProjectFiles.PIPE).get("spec");
        List<JsonNode> ends = new ArrayList<>(List.of(spec.get("source"), spec.get("sink")));
        spec.get("steps").forEach(ends::add);

        for (JsonNode end : ends) {
            String name = end.at("/ref/name").asText();
            JsonNode definition = kamelet(name).at("/spec/definition");
            Set<String> given = names(end.get("properties"));

            assertThat(names(definition.get("properties"))).as(name).containsAll(given);
            assertThat(given).as(name).containsAll(texts(definition.path("required")));
            end.get("properties").properties().forEach(property -> {
                JsonNode declared = definition.at("/properties/" + property.getKey());
                if (declared.path("format").asText().equals("password")) {
                    assertThat(property.getValue().asText()).startsWith("{{");
                }
                if (declared.has("enum")) {
                    assertThat(texts(declared.get("enum")))
                            .contains(property.getValue().asText());
                }
            });
        }
    }

    @Test
    void what_the_pipe_leaves_open_is_in_its_secret() {
        Set<String> open = new TreeSet<>();
        Pattern.compile("\"\\{\\{([a-z.]+)}}\"")
                .matcher(ProjectFiles.text(ProjectFiles.PIPE))
                .results()
                .forEach(match -> open.add(match.group(1)));

        assertThat(keysOfSecret("eloqua-to-kafka")).containsExactlyElementsOf(open);
    }

    /** By the command in the README that makes it. */
    private static Set<String> keysOfSecret(String name) {
        String readme = ProjectFiles.text(ProjectFiles.CAMEL_K.resolve("README.md"));
        String command = readme.substring(readme.indexOf("kubectl create secret generic " + name));
        Set<String> keys = new TreeSet<>();
        Pattern.compile("(?m)^([a-z][a-z.-]*)=|--from-literal=([a-z.-]+)=")
                .matcher(command.substring(0, command.indexOf("```")))
                .results()
                .forEach(match -> keys.add(match.group(1) == null ? match.group(2) : match.group(1)));
        return keys;
    }

    private static JsonNode traits() {
        return ProjectFiles.document(ProjectFiles.INTEGRATION).at("/spec/traits");
    }

    private static JsonNode kamelet(String name) {
        Path own = ProjectFiles.KAMELETS.resolve(name + ".kamelet.yaml");
        return own.toFile().exists()
                ? ProjectFiles.document(own)
                : ProjectFiles.resource("/kamelets/" + name + ".kamelet.yaml");
    }

    /** Of the trait {@code environment}, or of a container. */
    private static Map<String, String> variables(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .collect(Collectors.toMap(
                            variable -> variable.get("name").asText(),
                            variable -> variable.get("value").asText()));
        }
        return texts(node.at("/environment/vars")).stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
