package io.lantern.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Holds answers of the hub against the contract. */
public final class AnswerCheck {
    private static final ObjectMapper json = new ObjectMapper();
    private static final JsonNode contract = contract();

    private AnswerCheck() {}

    /** @return the contract {@code lantern-v1.yaml} */
    public static JsonNode contract() {
        try (InputStream in = AnswerCheck.class.getResourceAsStream("/openapi/lantern-v1.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks status, media type and body of an answer; one to a path the contract lacks must be an error. */
    static void check(HttpResponse<String> answer) {
        String path = answer.request().uri().getPath();
        if (!path.startsWith("/v1/")
                || path.startsWith("/v1/openapi.")
                || answer.body().isEmpty()) {
            return;
        }
        String status = String.valueOf(answer.statusCode());
        JsonNode response = contract.at("/components/responses/Error");
        if (answer.statusCode() < 300) {
            response = operation(answer.request().method(), path).at("/responses/" + status);
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("the contract has no %s answer of %s for %s", status, type, path)
                .isFalse();
        if (type.equals("application/json")) {
            assertFits(content.get("schema"), answer.body());
        }
    }

    /** Checks a JSON text against a schema of the contract. */
    public static void assertFits(JsonNode schema, String body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", contract.get("components"));
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(whole, config)
                            .validate(json.readTree(body)))
                    .as(body)
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + body, e);
        }
    }

    private static JsonNode operation(String method, String path) {
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, JsonNode> entry : contract.get("paths").properties()) {
            String pattern = "/v1" + entry.getKey().replaceAll("\\{[^}]+}", "[^/]+");
            if (path.matches(pattern) && entry.getValue().has(verb)) {
                return entry.getValue().get(verb);
            }
        }
        throw new AssertionError("The contract has no " + method + " " + path);
    }
}
