package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml} against the Compose Specification, the hub's settings and {@code .env.example}. */
class ComposeFileTest {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z0-9_]+)(?::-([^}]*))?}");
    private static final JsonNode compose = ProjectFiles.document(ProjectFiles.COMPOSE);
    private static final JsonSchema specification = specification();

    @Test
    void it_is_as_the_specification_says() {
        assertThat(specification.validate(compose)).isEmpty();
    }

    @Test
    void a_typing_error_is_found_out() {
        ObjectNode wrong = compose.deepCopy();
        ((ObjectNode) wrong.at("/services/hub")).set("depend_on", wrong.at("/services/hub/depends_on"));

        assertThat(specification.validate(wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub", "sandbox"})
    void every_variable_of_the_hub_is_a_setting(String service) {
        KnownSettings settings = new KnownSettings();
        Set<String> variables = new TreeSet<>();
        compose.at("/services/" + service + "/environment").fieldNames().forEachRemaining(variables::add);

        assertThat(variables).isNotEmpty().allMatch(settings::hasVariable);
    }

    @Test
    void a_service_waits_until_those_it_needs_are_well() {
        compose.get("services")
                .forEach(service -> service.path("depends_on").properties().forEach(needed -> {
                    JsonNode other = compose.at("/services/" + needed.getKey());
                    String condition = needed.getValue().path("condition").asText();

                    assertThat(other.isMissingNode()).as(needed.getKey()).isFalse();
                    assertThat(condition)
                            .as(needed.getKey())
                            .isEqualTo(other.has("healthcheck") ? "service_healthy" : "service_completed_successfully");
                }));
        assertThat(compose.at("/services/hub/depends_on").properties())
                .extracting(Map.Entry::getKey)
                .contains("postgres", "kafka", "bucket");
    }

    @Test
    void every_image_that_is_not_ours_is_pinned() {
        compose.get("services").forEach(service -> {
            if (!service.has("build")) {
                assertThat(service.path("image").asText())
                        .matches("[a-z0-9./-]+:(RELEASE\\.)?[0-9][A-Za-z0-9.-]*[0-9Z]");
            }
        });
    }

    @Test
    void what_is_kept_is_kept_in_a_volume_that_is_declared() {
        Set<String> used = new TreeSet<>();
        compose.get("services")
                .forEach(service -> service.path("volumes")
                        .forEach(volume -> used.add(volume.asText().split(":")[0])));
        Set<String> declared = new TreeSet<>();
        compose.get("volumes").fieldNames().forEachRemaining(declared::add);

        assertThat(used).isEqualTo(declared);
    }

    @Test
    void the_sandbox_needs_nothing_and_is_reached_on_loopback_only() {
        JsonNode sandbox = compose.at("/services/sandbox");

        assertThat(sandbox.get("profiles").toString()).isEqualTo("[\"sandbox\"]");
        assertThat(sandbox.has("depends_on")).isFalse();
        assertThat(sandbox.has("ports")).isFalse();
        assertThat(sandbox.path("network_mode").asText()).isEqualTo("host");
        assertThat(sandbox.toString()).doesNotContain("${");
    }

    /** Compose reads every variable of the file, also for services it does not start: `:?` would stop the sandbox. */
    @Test
    void every_variable_has_a_default_and_a_place_in_the_example() {
        Map<String, String> used = new TreeMap<>();
        VARIABLE.matcher(compose.toString()).results().forEach(variable -> {
            assertThat(variable.group(2)).as(variable.group(1)).isNotNull();
            used.merge(variable.group(1), variable.group(2), (one, other) -> other);
        });

        assertThat(example()).isEqualTo(used);
    }

    @Test
    void no_password_is_committed() {
        compose.get("services")
                .forEach(service -> service.path("environment").properties().forEach(variable -> {
                    if (variable.getKey().matches(".*(PASSWORD|SECRET|SECRET_KEY|PEPPER)")) {
                        assertThat(variable.getValue().asText()).matches("\\$\\{[A-Z0-9_]+:-}");
                    }
                }));
        assertThat(ProjectFiles.text(Path.of(".gitignore"))).containsPattern("(?m)^\\.env$");
    }

    @Test
    void the_grace_of_a_stop_is_longer_than_the_hub_needs() {
        assertThat(compose.at("/services/hub/stop_grace_period").asText()).isEqualTo("40s");
        assertThat(ProjectFiles.document(ProjectFiles.DEPLOYMENT)
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(40);
        assertThat(ProjectFiles.text(Path.of("src/main/resources/application.yaml")))
                .contains("timeout-per-shutdown-phase: 20s");
    }

    private static JsonSchema specification() {
        ObjectNode schema = (ObjectNode) ProjectFiles.resource("/schemas/compose-spec.json");
        // It is relative, which the validator refuses; nothing refers to it.
        schema.remove("$id");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }

    private static Map<String, String> example() {
        Map<String, String> example = new TreeMap<>();
        ProjectFiles.text(Path.of(".env.example"))
                .lines()
                .filter(line -> line.matches("[A-Z0-9_]+=.*"))
                .forEach(line ->
                        example.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return example;
    }
}
