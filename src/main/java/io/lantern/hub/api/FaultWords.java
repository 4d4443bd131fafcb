package io.lantern.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.lantern.hub.kernel.Problem;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Says what a schema did not allow, in words an admin can act on. */
final class FaultWords {
    private FaultWords() {}

    /** A fault in the body. */
    static Problem.Detail ofBody(JsonSchema schema, ValidationMessage fault) {
        String path = path(fault.getInstanceLocation());
        return switch (fault.getType()) {
            case "required" ->
                new Problem.Detail(
                        join(path, fault.getProperty()), "is required. Add it; an empty text counts as absent");
            case "additionalProperties" ->
                new Problem.Detail(
                        join(path, fault.getProperty()),
                        "is not a field of this request. Remove it, or correct its name");
            default -> new Problem.Detail(path.isEmpty() ? null : path, words(fault, description(schema, fault)));
        };
    }

    /** A fault of a parameter. */
    static Problem.Detail ofParameter(Operation.Parameter parameter, ValidationMessage fault) {
        return new Problem.Detail(parameter.name(), words(fault, parameter.hint()));
    }

    private static String words(ValidationMessage fault, String hint) {
        JsonNode limit = fault.getSchemaNode();
        JsonNode value = fault.getInstanceNode();
        return switch (fault.getType()) {
            case "type" -> "must be " + types(limit) + ", not " + kind(value);
            case "enum" -> "must be one of: " + list(limit) + sent(value);
            case "minLength" -> "must not be empty";
            case "maxLength" -> "must not be longer than " + limit.asText() + " characters";
            case "minItems" -> "must have at least " + limit.asText() + (limit.asInt() == 1 ? " entry" : " entries");
            case "maxItems" -> "must have at most " + limit.asText() + " entries. Split the request";
            case "maxProperties" -> "must have at most " + limit.asText() + " fields";
            case "minimum" -> "must be at least " + limit.asText() + sent(value);
            case "maximum" -> "must be at most " + limit.asText() + sent(value);
            case "pattern" -> "is not what it must be. " + hint;
            case "format" -> "is not what it must be. " + hint;
            default -> fault.getMessage();
        };
    }

    /** The description beside the keyword that failed says in words what the keyword says in signs. */
    private static String description(JsonSchema schema, ValidationMessage fault) {
        String keyword = fault.getSchemaLocation().getFragment().toString();
        JsonNode owner = schema.getSchemaNode().at(keyword.substring(0, keyword.lastIndexOf('/')));
        return owner.path("description").asText(fault.getMessage());
    }

    private static String types(JsonNode types) {
        if (!types.isArray()) {
            return article(types.asText());
        }
        return StreamSupport.stream(types.spliterator(), false)
                .map(type -> article(type.asText()))
                .collect(Collectors.joining(" or "));
    }

    private static String article(String type) {
        return switch (type) {
            case "string" -> "text in quotes";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list [...]";
            case "object" -> "an object {...}";
            default -> type;
        };
    }

    private static String kind(@Nullable JsonNode node) {
        return node == null ? "that" : article(node.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    private static String list(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    /** What was sent, where it is short enough to be no data of a person. */
    private static String sent(@Nullable JsonNode value) {
        return value == null || value.asText().length() > 40 ? "" : "; it is " + value.asText();
    }

    private static String join(String path, String property) {
        return path.isEmpty() ? property : path + "." + property;
    }

    private static String path(JsonNodePath location) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(element);
            }
        }
        return path.toString();
    }
}
