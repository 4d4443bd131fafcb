package io.lantern.hub.api;

import io.lantern.hub.HubCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * A right request of an operation, made of the contract's own sample, to be sent as it is or made wrong in one place.
 *
 * @param path with its variables filled in, percent-encoded
 * @param query without the question mark; empty when there is none
 * @param body null when the operation takes none
 */
record SampleRequest(
        Operation operation,
        String path,
        String query,
        @Nullable String body) {
    private static final Map<String, String> RIGHT = Map.ofEntries(
            Map.entry("source", "segment"),
            Map.entry("pool", "emea-inbound"),
            Map.entry("name", "account-brief"),
            Map.entry("workflow_id", "inbound-lead"),
            Map.entry("run_id", "run_01J8Z5V3QK7M2N4P6R8T0W"),
            Map.entry("id", "987654321"),
            Map.entry("email", "ada.byron@acme.example"),
            Map.entry("from", "2026-03-01T00:00:00Z"),
            Map.entry("to", "2026-03-02T00:00:00Z"),
            Map.entry("start_date", "2026-03-01"),
            Map.entry("end_date", "2026-03-31"));

    static SampleRequest of(Operation operation) {
        String path = operation.path();
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.inPath()) {
                path = path.replace("{" + parameter.name() + "}", right(parameter.name()));
            }
        }
        String query = operation.parameters().stream()
                .filter(parameter -> parameter.required() && !parameter.inPath())
                .map(parameter -> parameter.name() + "=" + right(parameter.name()))
                .collect(Collectors.joining("&"));
        return new SampleRequest(operation, path, query, operation.body() == null ? null : sample(operation));
    }

    /** @return the same with all variables in the path being this; to be percent-encoded by the caller */
    SampleRequest withVariables(String value) {
        return new SampleRequest(operation, operation.path().replaceAll("\\{[^}]+}", value), query, body);
    }

    /** @return the same with one more pair of the query */
    SampleRequest withParameter(String pair) {
        return new SampleRequest(operation, path, query.isEmpty() ? pair : query + "&" + pair, body);
    }

    SampleRequest withBody(String other) {
        return new SampleRequest(operation, path, query, other);
    }

    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    HttpRequest.Builder by(HubCalls caller) {
        HttpRequest.Builder request = caller.request(target());
        return body == null
                ? request.method(operation.method(), BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(operation.method(), BodyPublishers.ofString(body));
    }

    /** @return a right value of the parameter; empty when it may be left out and is */
    static String right(String name, boolean required) {
        return required ? right(name) : "";
    }

    private static String right(String name) {
        return Objects.requireNonNull(RIGHT.get(name), () -> "Say here what a right " + name + " is");
    }

    private static String sample(Operation operation) {
        try (InputStream in = new ClassPathResource("samples/" + operation.id() + ".request.json").getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
