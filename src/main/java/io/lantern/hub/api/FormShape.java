package io.lantern.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Turns the fields of an HTML form into the JSON that the operation takes, so that the same contract checks both.
 *
 * @param kinds path with dots, such as {@code consent.given}, to what JSON it becomes
 */
record FormShape(Map<String, Kind> kinds) {
    /** The field that carries the key when no script can set a header; RFC 6750, section 2.2. */
    static final String TOKEN = "access_token";

    private static final Set<String> TRUE = Set.of("true", "on", "yes", "1");
    private static final int MOST_FIELDS = 200;
    private static final ObjectMapper json = new ObjectMapper();

    enum Kind {
        TEXT,
        TRUTH,
        NUMBER,
        LIST
    }

    /** @param resolved follows a reference within the contract */
    static FormShape of(JsonNode schema, UnaryOperator<JsonNode> resolved) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        collect("", resolved.apply(schema), resolved, kinds);
        return new FormShape(kinds);
    }

    private static void collect(
            String path, JsonNode schema, UnaryOperator<JsonNode> resolved, Map<String, Kind> kinds) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode of = resolved.apply(property.getValue());
            String name = path + property.getKey();
            switch (of.path("type").asText()) {
                case "object" -> collect(name + ".", of, resolved, kinds);
                case "boolean" -> kinds.put(name, Kind.TRUTH);
                case "integer", "number" -> kinds.put(name, Kind.NUMBER);
                case "array" -> kinds.put(name, Kind.LIST);
                default -> kinds.put(name, Kind.TEXT);
            }
        });
    }

    /** @return the key that stands among the fields; empty when there is none */
    static Optional<String> token(byte[] body) {
        return Optional.ofNullable(fields(body).get(TOKEN)).map(String::strip);
    }

    /** @throws ProblemException {@code bad_request} when the body is no form */
    byte[] json(byte[] body) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        fields(body).forEach((name, value) -> {
            if (!name.equals(TOKEN) && !value.isBlank()) {
                put(form, place(name), value.strip());
            }
        });
        try {
            return json.writeValueAsBytes(form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field that the contract does not name is one of the form's own. */
    private String place(String name) {
        if (kinds.containsKey(name) || name.contains(".")) {
            return name;
        }
        return (name.startsWith("utm_") ? "form_source." : "additional_fields.") + name;
    }

    private void put(ObjectNode form, String path, String value) {
        int dot = path.indexOf('.');
        ObjectNode into = dot < 0 ? form : form.withObjectProperty(path.substring(0, dot));
        String name = path.substring(dot + 1);
        switch (kinds.getOrDefault(path, Kind.TEXT)) {
            case TRUTH -> into.put(name, TRUE.contains(value.toLowerCase(java.util.Locale.ROOT)));
            case NUMBER -> number(into, name, value);
            case LIST -> list(into.withArrayProperty(name), value);
            case TEXT -> into.put(name, value);
        }
    }

    /** What is no number stays text, and the contract's check says so. */
    private static void number(ObjectNode into, String name, String value) {
        if (value.matches("-?\\d{1,15}")) {
            into.put(name, Long.parseLong(value));
        } else {
            into.put(name, value);
        }
    }

    private static void list(ArrayNode list, String value) {
        Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(list::add);
    }

    private static Map<String, String> fields(byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        String text = new String(body, StandardCharsets.UTF_8);
        for (String pair : text.isBlank() ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            try {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                // Boxes of one name are ticked each for itself.
                fields.merge(name, value, (one, more) -> one.isBlank() ? more : one + "," + more);
            } catch (IllegalArgumentException e) {
                throw bad("The form is not encoded as application/x-www-form-urlencoded in UTF-8.");
            }
        }
        if (fields.size() > MOST_FIELDS) {
            throw bad("The form has more than " + MOST_FIELDS + " fields.");
        }
        return fields;
    }

    private static String decoded(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("Not UTF-8");
        }
        return decoded;
    }

    private static ProblemException bad(String message) {
        return new ProblemException(ProblemCode.BAD_REQUEST, message);
    }
}
