package io.lantern.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The contract {@code openapi/lantern-v1.yaml}, read once at start-up with every schema compiled. */
@Component
class Contract {
    private static final String FORM = "application/x-www-form-urlencoded";

    static final String LOCATION = "openapi/lantern-v1.yaml";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonSchemaFactory schemas = factory();
    private final SchemaValidatorsConfig schemaConfig = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .locale(Locale.ENGLISH)
            .build();
    private final String text;
    private final JsonNode document;
    private final List<Operation> operations;

    Contract() throws IOException {
        try (InputStream in = new ClassPathResource(LOCATION).getInputStream()) {
            this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        this.document = new ObjectMapper(new YAMLFactory()).readTree(text);
        this.operations = List.copyOf(readOperations());
    }

    /** @return the document as it was written */
    String text() {
        return text;
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    /** @return names of all path and query parameters of all operations */
    Set<String> parameterNames() {
        Set<String> names = new LinkedHashSet<>();
        operations.forEach(operation -> operation.parameters().forEach(parameter -> names.add(parameter.name())));
        return names;
    }

    /** JSON Schema 2020-12, and the words OpenAPI adds that say nothing about validity. */
    private static JsonSchemaFactory factory() {
        JsonMetaSchema openApi = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("components"))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(openApi)
                .build();
    }

    private List<Operation> readOperations() {
        String base = document.at("/servers/0/url").asText();
        List<Operation> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    found.add(operation(base + path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
        return found;
    }

    private Operation operation(String path, String method, JsonNode node) {
        JsonNode body = node.at("/requestBody/content/application~1json/schema");
        List<Operation.Parameter> parameters = new ArrayList<>();
        node.path("parameters").forEach(reference -> {
            JsonNode parameter = resolved(reference);
            // The gate reads headers by itself.
            if (!parameter.get("in").asText().equals("header")) {
                parameters.add(parameter(parameter));
            }
        });
        return new Operation(
                node.required("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                node.required("x-lantern-scope").asText(),
                body.isMissingNode() ? null : compile(body),
                parameters,
                produces(node.get("responses")),
                node.at("/requestBody/content").has(FORM) ? FormShape.of(body, this::resolved) : null,
                node.path("x-lantern-cors").asBoolean(),
                node.path("x-lantern-planned").asBoolean());
    }

    private Operation.Parameter parameter(JsonNode node) {
        JsonNode schema = node.get("schema");
        JsonNode resolved = resolved(schema);
        return new Operation.Parameter(
                node.get("name").asText(),
                node.get("in").asText().equals("path"),
                node.path("required").asBoolean(),
                resolved.get("type").asText(),
                resolved.path("description").asText(node.required("description").asText()),
                textOrNull(resolved.get("default")),
                compile(schema));
    }

    private static @Nullable String textOrNull(@Nullable JsonNode node) {
        return node == null ? null : node.asText();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Set<String> produces(JsonNode responses) {
        Set<String> types = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (response.getKey().startsWith("2")) {
                response.getValue().path("content").fieldNames().forEachRemaining(types::add);
            }
        }
        return types;
    }

    /** A schema may refer to {@code #/components/...}, so each one carries the components along. */
    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        JsonSchema compiled = schemas.getSchema(whole, schemaConfig);
        compiled.initializeValidators();
        return compiled;
    }
}
