package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers with JSON that a schema describes: each property gets what the material says of it. What the material does
 * not say is left out, else null, else the least value the schema allows.
 */
final class SchemaAnswer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;
    private static final String QUOTE = "quote";
    private static final Set<String> OWN_WORDS = Set.of(
            "answer",
            "summary",
            "reason",
            "reasoning",
            "rationale",
            "explanation",
            "description",
            "note",
            "text",
            "evidence",
            "conclusion",
            "comment");
    private static final Set<String> SURE = Set.of("confidence", "score", "probability", "certainty");

    private final Material material;
    private final Facts facts;
    private final Reader reader;
    private final JsonNode root;

    SchemaAnswer(Material material, Reader reader, JsonNode root) {
        this.material = material;
        this.facts = new Facts(material.text());
        this.reader = reader;
        this.root = root;
    }

    JsonNode answer() {
        JsonNode found = value(root, "answer", 0);
        return found == null ? least(root, 0) : found;
    }

    /** @return what the material says; null when it says nothing */
    private @Nullable JsonNode value(JsonNode schema, String name, int depth) {
        JsonNode plain = resolved(schema);
        if (depth > DEEPEST) {
            return null;
        }
        if (plain.has("const")) {
            return plain.get("const");
        }
        if (plain.path("enum").isArray()) {
            return choice(plain);
        }
        return switch (type(plain)) {
            case "object" -> object(plain, name, depth);
            case "array" -> array(plain, name, depth);
            case "integer", "number" -> number(plain, name);
            case "boolean" -> truth(plain, name);
            case "string" -> text(plain, name);
            default -> null;
        };
    }

    private JsonNode object(JsonNode schema, String name, int depth) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = names(schema.path("required"));
        if (schema.path("properties").isEmpty()) {
            return name.equals("answer") ? object.put("answer", reader.answer()) : object;
        }
        schema.path("properties").fields().forEachRemaining(property -> {
            JsonNode value = value(property.getValue(), property.getKey(), depth + 1);
            if (value != null) {
                object.set(property.getKey(), value);
            } else if (required.contains(property.getKey())) {
                object.set(property.getKey(), least(property.getValue(), depth + 1));
            }
        });
        return object;
    }

    private @Nullable JsonNode array(JsonNode schema, String name, int depth) {
        JsonNode items = resolved(schema.path("items"));
        List<JsonNode> found = new ArrayList<>();
        if (items.path("properties").has(QUOTE) && isSource(items)) {
            reader.quotes().forEach(quote -> found.add(quoted(items, quote)));
        } else if (type(items).equals("string") && !items.has("enum")) {
            list(name).forEach(text -> found.add(JSON.textNode(text)));
        } else if (type(items).equals("object") && !material.sources().isEmpty() && isSource(items)) {
            material.sources().forEach(source -> found.add(sourced(items, source, depth)));
        } else {
            JsonNode one = value(items, name, depth + 1);
            if (one != null && !one.isEmpty() || one != null && one.isValueNode()) {
                found.add(one);
            }
        }
        int least = schema.path("minItems").asInt(0);
        ArrayNode array = JSON.arrayNode();
        found.stream().distinct().limit(schema.path("maxItems").asInt(20)).forEach(array::add);
        while (array.size() < least) {
            array.add(least(items, depth + 1));
        }
        return array;
    }

    private List<String> list(String name) {
        Set<String> words = Words.of(name);
        if (name.equals("queries")) {
            return reader.searches();
        }
        if (words.contains("source") || words.contains("citation")) {
            return material.sources().isEmpty() ? facts.all(Facts.URL) : material.sources();
        }
        if (words.contains("email")) {
            return facts.all(Facts.EMAIL);
        }
        if (words.contains("phone")) {
            return facts.all(Facts.PHONE);
        }
        if (words.contains("url") || words.contains("link")) {
            return facts.all(Facts.URL);
        }
        String value = facts.of(name);
        return value == null
                ? List.of()
                : Pattern.compile("\\s*[,;]\\s*|\\s+and\\s+")
                        .splitAsStream(value)
                        .toList();
    }

    private static JsonNode quoted(JsonNode items, Reader.Quote quote) {
        String source = items.path("properties").has("url") ? "url" : "source";
        return JSON.objectNode().put(source, quote.source()).put(QUOTE, quote.sentence());
    }

    private static boolean isSource(JsonNode items) {
        return items.path("properties").has("url") || items.path("properties").has("source");
    }

    private JsonNode sourced(JsonNode items, String source, int depth) {
        JsonNode one = value(items, "source", depth + 1);
        ObjectNode object = one instanceof ObjectNode node ? node : JSON.objectNode();
        for (String name : List.of("url", "source")) {
            if (items.path("properties").has(name)) {
                object.put(name, source);
            }
        }
        return object;
    }

    private @Nullable JsonNode number(JsonNode schema, String name) {
        double lowest =
                schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(-1e15));
        double highest =
                schema.path("maximum").asDouble(schema.path("exclusiveMaximum").asDouble(1e15));
        boolean whole = type(schema).equals("integer");
        if (Words.of(name).stream().anyMatch(SURE::contains)) {
            double scale = highest > 1e14 ? 1 : highest;
            boolean isProven = !root.path("properties").has("citations")
                    || !reader.quotes().isEmpty();
            double sure = (material.shown().isEmpty() ? 0.3 : isProven ? 0.8 : 0) * scale;
            return whole ? JSON.numberNode(Math.round(sure)) : JSON.numberNode(sure);
        }
        String value = facts.of(name);
        Optional<String> digits = value == null
                ? Optional.empty()
                : Facts.NUMBER.matcher(value).results().map(hit -> hit.group()).findFirst();
        if (digits.isEmpty()) {
            return null;
        }
        double found = Double.parseDouble(digits.get().replace(",", ""));
        if (found < lowest || found > highest) {
            return null;
        }
        return whole || found == Math.rint(found) ? JSON.numberNode(Math.round(found)) : JSON.numberNode(found);
    }

    /** True when a sentence has all the words of the name and no "not". */
    private JsonNode truth(JsonNode schema, String name) {
        Set<String> words = Words.of(name + " "
                + (Words.of(name).isEmpty() ? schema.path("description").asText("") : ""));
        boolean said = material.sentences().stream()
                .anyMatch(sentence -> !words.isEmpty()
                        && Words.shared(words, sentence) == words.size()
                        && !sentence.matches("(?is).*\\b(?:no|not|never|without)\\b.*"));
        return JSON.booleanNode(said);
    }

    private @Nullable JsonNode choice(JsonNode schema) {
        List<String> options = new ArrayList<>(names(schema.path("enum")));
        String most = reader.mostMentioned(options);
        if (most == null) {
            most = options.stream()
                    .filter(option -> option.matches("(?i)unknown|other|none|n/a"))
                    .findFirst()
                    .orElse(null);
        }
        for (JsonNode option : schema.path("enum")) {
            if (option.isTextual() && option.asText().equals(most)) {
                return option;
            }
        }
        return null;
    }

    private @Nullable JsonNode text(JsonNode schema, String name) {
        Set<String> words = Words.of(name);
        String format = schema.path("format").asText("");
        Pattern kind = Formats.kind(format);
        String value = kind == null
                ? facts.of(name)
                : facts.all(kind).stream().findFirst().orElse(null);
        if (value == null && format.isEmpty() && words.contains("query")) {
            value = material.topic();
        }
        if (value == null && format.isEmpty() && words.stream().anyMatch(OWN_WORDS::contains)) {
            String topic = words.contains("answer") ? material.topic() : name + " " + material.topic();
            value = Reader.LABEL + reader.about(topic);
        }
        return value == null ? null : Formats.fitting(value, schema);
    }

    /** The least a schema allows. */
    private JsonNode least(JsonNode given, int depth) {
        if (isNullable(given)) {
            return NullNode.getInstance();
        }
        JsonNode schema = resolved(given);
        if (schema.path("enum").isArray()) {
            return schema.path("enum").path(0);
        }
        return switch (type(schema)) {
            case "object" -> depth > DEEPEST ? JSON.objectNode() : object(schema, "", depth + 1);
            case "array" -> JSON.arrayNode();
            case "integer", "number" -> Formats.leastNumber(schema);
            case "boolean" -> JSON.booleanNode(false);
            case "null" -> NullNode.getInstance();
            default -> Formats.leastText(schema);
        };
    }

    private boolean isNullable(JsonNode schema) {
        if (schema.path("type").isArray() && names(schema.path("type")).contains("null")) {
            return true;
        }
        return branches(schema).stream().anyMatch(branch -> type(branch).equals("null"));
    }

    /** @return the schema itself, or what its {@code $ref} means, or the first of its branches that is not null */
    private JsonNode resolved(JsonNode schema) {
        if (schema.path("$ref").asText("").startsWith("#/")) {
            return resolved(referred(schema.path("$ref").asText().substring(1)));
        }
        return branches(schema).stream()
                .filter(branch -> !type(branch).equals("null"))
                .findFirst()
                .map(this::resolved)
                .orElse(schema);
    }

    /** A part with an {@code $id} is a schema of its own, to which its references belong. */
    private JsonNode referred(String pointer) {
        return Stream.concat(Stream.of(root), root.findParents("$id").stream())
                .map(schema -> schema.at(pointer))
                .filter(schema -> !schema.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static List<JsonNode> branches(JsonNode schema) {
        List<JsonNode> branches = new ArrayList<>();
        for (String word : List.of("anyOf", "oneOf", "allOf")) {
            schema.path(word).forEach(branches::add);
        }
        return branches;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return names(type).stream()
                    .filter(name -> !name.equals("null"))
                    .findFirst()
                    .orElse("null");
        }
        String implied = schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
        return type.asText(implied);
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new java.util.LinkedHashSet<>();
        array.forEach(name -> {
            if (name.isTextual()) {
                names.add(name.asText());
            }
        });
        return names;
    }
}
