package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.lantern.hub.Hub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for {@code camel-k/kamelets/}, checked on the files, before anything runs. */
class KameletFilesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z]+)(:[^}]*)?}}");
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    private static final int MOST_LINES = 260;

    /** A step or scheme of the flow to the library that a Camel needs for it. */
    private static final Map<String, String> NEEDS =
            Map.of("\"jq\":", "camel:jq", "timer:", "camel:timer", "kamelet:", "camel:kamelet", "/v1/", "camel:http");

    static List<Path> kamelets() {
        return ProjectFiles.in(ProjectFiles.KAMELETS, ".kamelet.yaml");
    }

    @Test
    void there_are_the_four_that_are_promised_and_no_file_beside_them() {
        assertThat(kamelets())
                .extracting(file -> file.getFileName().toString().replace(".kamelet.yaml", ""))
                .containsExactly(
                        "lantern-assign-action",
                        "lantern-enrich-action",
                        "lantern-match-action",
                        "lantern-record-source");
        assertThat(ProjectFiles.in(ProjectFiles.KAMELETS, ""))
                .hasSize(kamelets().size() + 1);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void its_name_is_the_files_and_ends_with_its_type(Path file) {
        JsonNode kamelet = ProjectFiles.document(file);
        String name = kamelet.at("/metadata/name").asText();

        assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
        assertThat(name).endsWith("-" + type(kamelet));
        assertThat(kamelet.at("/spec/definition/title").asText().toLowerCase(Locale.ROOT))
                .isEqualTo(name.replace('-', ' '));
        assertThat(kamelet.at("/metadata/annotations/camel.apache.org~1kamelet.icon")
                        .asText())
                .startsWith("data:image/svg+xml;base64,");
        assertThat(ProjectFiles.text(file).lines().count()).isLessThanOrEqualTo(MOST_LINES);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void it_and_each_of_its_properties_say_what_they_are(Path file) {
        JsonNode definition = ProjectFiles.document(file).at("/spec/definition");

        assertThat(definition.path("description").asText()).hasSizeGreaterThan(40);
        assertThat(definition.path("type").asText()).isEqualTo("object");
        definition.get("properties").properties().forEach(property -> {
            assertThat(property.getValue().path("title").asText())
                    .as(property.getKey())
                    .isNotBlank();
            assertThat(property.getValue().path("description").asText())
                    .as(property.getKey())
                    .endsWith(".");
            assertThat(property.getValue().path("type").asText()).isIn(TYPES);
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void what_is_required_is_declared_and_has_no_default(Path file) {
        JsonNode definition = ProjectFiles.document(file).at("/spec/definition");

        definition.get("required").forEach(name -> {
            assertThat(definition.get("properties").has(name.asText())).isTrue();
            assertThat(definition.at("/properties/" + name.asText()).has("default"))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void no_property_is_declared_and_unused_or_used_and_undeclared_or_left_without_a_value(Path file) {
        JsonNode spec = ProjectFiles.document(file).get("spec");
        Set<String> used = new TreeSet<>();
        Set<String> needed = new TreeSet<>();
        for (String text : texts(spec.get("template"))) {
            PLACEHOLDER.matcher(text).results().forEach(match -> {
                used.add(match.group(1));
                if (match.group(2) == null && !match.group().startsWith("{{?")) {
                    needed.add(match.group(1));
                }
            });
        }
        // Camel's own name for the route that a Kamelet becomes.
        used.remove("routeId");
        needed.remove("routeId");
        Set<String> valued = new HashSet<>();
        spec.at("/definition/required").forEach(name -> valued.add(name.asText()));
        spec.at("/definition/properties").properties().forEach(property -> {
            if (property.getValue().has("default")) {
                valued.add(property.getKey());
            }
        });

        Set<String> declared = new TreeSet<>();
        spec.at("/definition/properties").fieldNames().forEachRemaining(declared::add);
        assertThat(declared).isEqualTo(used);
        assertThat(valued).isEqualTo(needed);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void a_secret_is_marked_as_one(Path file) {
        ProjectFiles.document(file)
                .at("/spec/definition/properties")
                .properties()
                .forEach(property -> {
                    boolean secret = property.getKey().matches("(?i).*(key|password|secret|token)");
                    assertThat(property.getValue().path("format").asText().equals("password"))
                            .isEqualTo(secret);
                    assertThat(property.getValue()
                                    .path("x-descriptors")
                                    .toString()
                                    .contains("urn:camel:group:credentials"))
                            .isEqualTo(secret);
                });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void its_flow_is_valid_camel_yaml_and_ends_as_its_type_does(Path file) throws IOException {
        JsonNode kamelet = ProjectFiles.document(file);
        JsonNode from = kamelet.at("/spec/template/from");
        ArrayNode routes = JsonNodeFactory.instance.arrayNode();
        routes.addObject().set("from", from);
        Set<ValidationMessage> faults;
        try (InputStream dsl = Hub.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            faults = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(Objects.requireNonNull(dsl))
                    .validate(routes);
        }

        assertThat(faults).isEmpty();
        if (type(kamelet).equals("source")) {
            assertThat(from.toString()).contains("\"kamelet:sink\"");
        } else {
            assertThat(from.path("uri").asText()).isEqualTo("kamelet:source");
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void it_lists_what_a_camel_needs_for_it_and_uses_no_more(Path file) {
        JsonNode spec = ProjectFiles.document(file).get("spec");
        String flow = spec.get("template").toString();
        Set<String> expected = new TreeSet<>(Set.of("camel:core"));
        NEEDS.forEach((sign, library) -> {
            if (flow.contains(sign)) {
                expected.add(library);
            }
        });
        if (expected.contains("camel:jq")) {
            expected.add("camel:jackson");
        }

        assertThat(texts(spec.get("dependencies"))).containsExactlyElementsOf(expected);
        assertThat(flow).doesNotContain("bean:", "\"bean\"", "class:", "groovy", "#class");
    }

    /** A message must not be able to send a call, and the key with it, elsewhere. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void headers_are_dropped_before_the_call_and_the_key_after_it_whatever_happens(Path file) {
        String flow = ProjectFiles.document(file).at("/spec/template").toString();
        int dropped = flow.indexOf("{\"removeHeaders\":{\"pattern\":\"*\"");
        int key = flow.indexOf("Bearer {{apiKey}}");
        int call = flow.indexOf("{{hubUrl}}/v1/");
        int after = flow.indexOf("\"doFinally\":{\"steps\":[{\"removeHeaders\"");

        assertThat(List.of(dropped, key, call, after)).isSorted().doesNotContain(-1);
    }

    private static String type(JsonNode kamelet) {
        return kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isValueNode()) {
            texts.add(node.asText());
        }
        node.fieldNames().forEachRemaining(texts::add);
        node.forEach(child -> texts.addAll(texts(child)));
        return texts.stream().sorted().collect(Collectors.toList());
    }
}
