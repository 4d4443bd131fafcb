package io.lantern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.AnswerCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is strict, complete, and says what the samples say. */
class ContractTest {
    private static final JsonNode contract = AnswerCheck.contract();

    private static final String PLANNED = "Planned: this version answers 501 `not_implemented`.";

    private static final Set<String> SCOPES = Set.of(
            "enrich",
            "match",
            "salesforce",
            "routing",
            "triggers",
            "logs",
            "batch",
            "credits",
            "workflows",
            "forms",
            "agents",
            "admin");

    private record Operation(String path, String method, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        JsonNode requestContent() {
            return node.at("/requestBody/content/application~1json");
        }

        boolean isPlanned() {
            return node.path("x-lantern-planned").asBoolean();
        }

        /** Missing when success has no body, or none of JSON. */
        JsonNode successContent() {
            return node.get("responses").properties().stream()
                    .filter(response -> response.getKey().matches("[23]\\d\\d"))
                    .map(response -> response.getValue().at("/content/application~1json"))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return id();
        }
    }

    static Stream<Operation> operations() {
        return contract.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(path.getKey(), method.getKey(), method.getValue())));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationSaysWhatItIsAndWhatItNeeds(Operation operation) {
        assertThat(operation.id()).matches("[a-z]+\\.[a-zA-Z]+");
        assertThat(operation.node().path("summary").asText()).isNotBlank();
        assertThat(operation.node().path("x-lantern-scope").asText()).isIn(SCOPES);
        assertThat(operation.node().at("/responses/default/$ref").asText()).isEqualTo("#/components/responses/Error");
        assertThat(operation.node().path("parameters"))
                .allSatisfy(parameter -> assertThat(
                                resolved(parameter).path("description").asText())
                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPostMayBeRepeated(Operation operation) {
        assertThat(parameterNames(operation).contains("Idempotency-Key"))
                .isEqualTo(operation.method().equals("post"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationThatIsNotBuiltSaysSo(Operation operation) {
        assertThat(operation.node().path("description").asText().contains(PLANNED))
                .isEqualTo(operation.isPlanned());
    }

    @Test
    void everyVariableInAPathIsAParameter() {
        assertThat(operations()).allSatisfy(operation -> {
            Set<String> inPath = operation
                    .node()
                    .path("parameters")
                    .valueStream()
                    .map(ContractTest::resolved)
                    .filter(parameter -> parameter.get("in").asText().equals("path"))
                    .map(parameter -> "{" + parameter.get("name").asText() + "}")
                    .collect(Collectors.toSet());
            Set<String> variables = Pattern.compile("\\{[a-z_]+}")
                    .matcher(operation.path())
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());

            assertThat(inPath).isEqualTo(variables);
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theExamplesAreTheSamplesAndFitTheSchema(Operation operation) throws Exception {
        Map<String, JsonNode> contents =
                Map.of("request", operation.requestContent(), "response", operation.successContent());
        for (String kind : contents.keySet()) {
            JsonNode content = contents.get(kind);
            if (content.isMissingNode()) {
                continue;
            }
            String sample = Sources.text(Sources.SAMPLES.resolve(operation.id() + "." + kind + ".json"));

            assertThat(new ObjectMapper().readTree(sample)).isEqualTo(content.at("/examples/sample/value"));
            AnswerCheck.assertFits(content.get("schema"), sample);
        }
    }

    @Test
    void everySampleIsOfAnOperation() {
        Set<String> ids = operations().map(Operation::id).collect(Collectors.toSet());

        assertThat(Sources.files(Sources.SAMPLES, ".json").stream()
                        .map(Path::getFileName)
                        .map(name -> name.toString().replaceFirst("\\.(request|response)\\.json$", "")))
                .isSubsetOf(ids);
    }

    @Test
    void idsAreUnique() {
        assertThat(operations().map(Operation::id)).doesNotHaveDuplicates();
    }

    @Test
    void everyOperationHasItsRouteOrIsPlanned() {
        String routes = Sources.files(Sources.ROUTES, ".camel.yaml").stream()
                .map(Sources::text)
                .collect(Collectors.joining());

        assertThat(operations()
                        .filter(operation ->
                                operation.isPlanned() == routes.contains("uri: direct:" + operation.id() + "\n")))
                .isEmpty();
    }

    @Test
    void everyObjectIsStrictOrAFreeMapOnPurpose() {
        List<String> loose = new ArrayList<>();
        collectLoose("", contract.get("components").get("schemas"), loose);

        assertThat(loose).isEmpty();
    }

    @Test
    void everySchemaIsUsed() {
        String text = contract.toString();

        assertThat(contract.at("/components/schemas").properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> !text.contains("#/components/schemas/" + name + "\"")))
                .isEmpty();
    }

    private static void collectLoose(String path, JsonNode node, List<String> loose) {
        boolean object = types(node.path("type")).contains("object");
        if (object && !node.has("additionalProperties")) {
            loose.add(path);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!member.getKey().equals("examples")) {
                collectLoose(path + "/" + member.getKey(), member.getValue(), loose);
            }
        }
    }

    private static Set<String> types(JsonNode type) {
        Set<String> types = new TreeSet<>();
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    private static Set<String> parameterNames(Operation operation) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .map(parameter -> resolved(parameter).get("name").asText())
                .collect(Collectors.toSet());
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
    }
}
