package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What earlier parts of a composite call answered, and {@code @{name.path[0].field}} that points into it. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("@\\{([^}]+)}");

    private final Map<String, JsonNode> answers = new HashMap<>();

    void put(String name, RestAnswer answer) {
        answers.put(
                name,
                answer.status() >= 400 || answer.body() == null
                        ? JsonNodeFactory.instance.objectNode()
                        : Json.MAPPER.valueToTree(answer.body()));
    }

    /** @throws OrgFault PROCESSING_HALTED when a reference leads to nothing */
    String resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value(matcher.group(1))));
        }
        return matcher.appendTail(resolved).toString();
    }

    JsonNode resolve(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(resolve(node.textValue()));
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.fields().forEachRemaining(field -> object.set(field.getKey(), resolve(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(resolve(element)));
            return array;
        }
        return node;
    }

    private String value(String path) {
        int dot = path.indexOf('.');
        int bracket = path.indexOf('[');
        int end = dot < 0 ? bracket : bracket < 0 ? dot : Math.min(dot, bracket);
        String name = end < 0 ? path : path.substring(0, end);
        JsonNode node = answers.get(name);
        if (node != null && end >= 0) {
            node = node.at("/"
                    + path.substring(path.charAt(end) == '.' ? end + 1 : end)
                            .replace("[", "/")
                            .replace("]", "")
                            .replace(".", "/")
                            .replaceFirst("^/", ""));
        }
        if (node == null || !node.isValueNode() || node.isNull()) {
            throw new OrgFault(
                    "PROCESSING_HALTED",
                    400,
                    "Invalid reference specified. No value for %s found in %s".formatted(path, name),
                    List.of());
        }
        return node.asText();
    }
}
