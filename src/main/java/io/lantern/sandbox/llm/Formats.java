package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Texts and numbers as a schema limits them. */
final class Formats {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, Pattern> KINDS = Map.of(
            "email", Facts.EMAIL, "uri", Facts.URL, "url", Facts.URL, "date", Facts.DATE, "hostname", Facts.DOMAIN);
    private static final Map<String, String> LEAST = Map.of(
            "email", "unknown@example.com",
            "uri", "https://example.com/",
            "url", "https://example.com/",
            "date", "2000-01-01",
            "date-time", "2000-01-01T00:00:00Z",
            "hostname", "example.com");

    /** What is tried for a pattern that nothing in the text fits. */
    private static final List<String> TRIES = List.of("unknown", "Unknown", "UNKNOWN", "XX", "0", "00", "000", "0000");

    private Formats() {}

    /** @return how a text of a format is found; null when the name must say it */
    static @Nullable Pattern kind(String format) {
        return KINDS.get(format);
    }

    /** @return the text, cut to the greatest length; null when it is too short, or not as the pattern wants it */
    static @Nullable JsonNode fitting(String text, JsonNode schema) {
        int longest = schema.path("maxLength").asInt(4_000);
        String cut = text.length() > longest ? text.substring(0, longest) : text;
        return cut.length() >= schema.path("minLength").asInt(0) && fits(cut, schema) ? JSON.textNode(cut) : null;
    }

    static JsonNode leastText(JsonNode schema) {
        String format = LEAST.get(schema.path("format").asText(""));
        if (format != null) {
            return JSON.textNode(format);
        }
        if (schema.has("pattern")) {
            return JSON.textNode(TRIES.stream()
                    .filter(text -> fits(text, schema))
                    .findFirst()
                    .orElse("unknown"));
        }
        String text = Reader.LABEL + "not found";
        int longest = schema.path("maxLength").asInt(text.length());
        String cut = longest < text.length() ? text.substring(0, longest) : text;
        return JSON.textNode(cut
                + "-".repeat(Math.max(0, schema.path("minLength").asInt(0) - cut.length())));
    }

    static JsonNode leastNumber(JsonNode schema) {
        if (schema.has("minimum")) {
            return schema.get("minimum");
        }
        double highest = schema.path("maximum").asDouble(0);
        long least = Math.max(0, schema.path("exclusiveMinimum").asLong(-1) + 1);
        return JSON.numberNode(highest < 0 ? (long) Math.floor(highest) : least);
    }

    private static boolean fits(String text, JsonNode schema) {
        try {
            return !schema.has("pattern")
                    || Pattern.compile(schema.path("pattern").asText())
                            .matcher(text)
                            .find();
        } catch (PatternSyntaxException notJavas) {
            return false;
        }
    }
}
