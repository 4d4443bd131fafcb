package io.lantern.hub.enrich.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The form every answer has: what was asked for, and how sure the model is of it. */
public final class AnswerForm {
    /** Property with what was asked for. */
    public static final String ANSWER = "answer";

    /** Property with how sure the model is, 0 to 1. */
    public static final String CONFIDENCE = "confidence";

    private AnswerForm() {}

    /**
     * @param formatJson whether the answer is an object; null is no
     * @param schema of the answer; null: words, or any object
     * @return a JSON Schema
     */
    public static ObjectNode of(@Nullable Boolean formatJson, @Nullable JsonNode schema) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode answer = json.objectNode();
        if (schema instanceof ObjectNode own) {
            answer = own.deepCopy();
            // A schema of its own, so that "#/$defs/…" in it still means itself.
            answer.put("$id", "urn:lantern:answer");
        } else {
            answer.put("type", schema != null || Boolean.TRUE.equals(formatJson) ? "object" : "string");
        }
        ObjectNode form = json.objectNode().put("type", "object").put("additionalProperties", false);
        form.putObject("properties");
        form.putArray("required");
        add(form, ANSWER, answer);
        add(
                form,
                CONFIDENCE,
                json.objectNode().put("type", "number").put("minimum", 0).put("maximum", 1));
        return form;
    }

    /** Asks for one thing more. @param property its JSON Schema */
    public static void add(ObjectNode form, String name, ObjectNode property) {
        ((ObjectNode) form.get("properties")).set(name, property);
        ((ArrayNode) form.get("required")).add(name);
    }
}
