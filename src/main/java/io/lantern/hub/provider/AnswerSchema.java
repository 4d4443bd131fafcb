package io.lantern.hub.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.Set;
import java.util.stream.Collectors;

/** The schema of an answer: what a model is told of it, and whether an answer is as it says. */
final class AnswerSchema {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A schema is a caller's: it must not make the hub read other addresses. */
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    private static final JsonSchema OF_SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(SchemaId.V202012));
    private static final int FAULTS_TOLD = 20;
    private static final int LONGEST_RULE = 120;

    private final JsonNode json;
    private final JsonSchema schema;

    private AnswerSchema(JsonNode json, JsonSchema schema) {
        this.json = json;
        this.schema = schema;
    }

    /** What came of a check. */
    sealed interface Checked permits Fits, Wrong {
        /** @return the answer; an empty object when it is wrong */
        default JsonNode json() {
            return JSON.createObjectNode();
        }
    }

    /** The answer is as the schema says. */
    record Fits(JsonNode json) implements Checked {}

    /** It is not. @param faults one a line, for the model: places and words of the schema, nothing of the answer */
    record Wrong(String faults) implements Checked {}

    /** @throws ProblemException {@code bad_request} when it is no schema of an object */
    static AnswerSchema of(JsonNode json) {
        if (!json.path("type").asText().equals("object")) {
            throw refusal("it must have the type object");
        }
        Set<ValidationMessage> faults = OF_SCHEMAS.validate(json);
        if (!faults.isEmpty()) {
            throw refusal(faults.iterator().next().getInstanceLocation() + " is not as JSON Schema 2020-12 wants it");
        }
        try {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_PATH)
                    .regularExpressionFactory(BoundedPattern::new)
                    .build();
            JsonSchema schema = SCHEMAS.getSchema(json, config);
            schema.initializeValidators();
            return new AnswerSchema(json, schema);
        } catch (JsonSchemaException | IllegalArgumentException e) {
            throw refusal("it refers to what is not in it, or holds a pattern that is none");
        }
    }

    /** @return the words that ask for such an answer */
    String wish() {
        return "Answer with one JSON object and nothing else: no words around it, no code fence. It must be valid"
                + " against this JSON Schema:\n" + json;
    }

    JsonNode json() {
        return json;
    }

    /** Reads an answer. A fence of three backticks around it is forgiven. */
    Checked check(String answer) {
        String text = answer.strip();
        if (text.startsWith("```") && text.endsWith("```") && text.contains("\n")) {
            text = text.substring(text.indexOf('\n'), text.length() - 3);
        }
        try {
            JsonNode found = JSON.readTree(text);
            if (!found.isObject()) {
                return new Wrong("It is not a JSON object.");
            }
            Set<ValidationMessage> faults = schema.validate(found);
            return faults.isEmpty() ? new Fits(found) : new Wrong(words(faults));
        } catch (JsonProcessingException e) {
            return new Wrong("It is not JSON, or JSON that ends too early.");
        } catch (BoundedPattern.TooSlowException e) {
            throw refusal("one of its patterns takes too long");
        }
    }

    private static String words(Set<ValidationMessage> faults) {
        return faults.stream().limit(FAULTS_TOLD).map(AnswerSchema::words).collect(Collectors.joining("\n"));
    }

    private static String words(ValidationMessage fault) {
        String rule = fault.getType();
        String wanted = rule.equals("required") ? fault.getProperty() : String.valueOf(fault.getSchemaNode());
        String shortened = wanted.substring(0, Math.min(LONGEST_RULE, wanted.length()));
        return "%s: %s %s".formatted(fault.getInstanceLocation(), rule, shortened);
    }

    private static ProblemException refusal(String why) {
        return new ProblemException(ProblemCode.BAD_REQUEST, "The schema of the answer cannot be used: " + why + ".");
    }
}
