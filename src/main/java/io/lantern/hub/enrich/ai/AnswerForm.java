package io.lantern.hub.enrich.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The form every answer has: what was asked for, and how sure the model is of it. */
final class AnswerForm {
    static final String ANSWER = "answer";
    static final String CONFIDENCE = "confidence";

    private AnswerForm() {}

    static JsonNode of(AiRequest request) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode answer = json.objectNode();
        JsonNode schema = request.schema();
        if (schema instanceof ObjectNode own) {
            answer = own.deepCopy();
            // A schema of its own, so that "#/$defs/…" in it still means itself.
            answer.put("$id", "urn:lantern:answer");
        } else {
            answer.put("type", request.wantsJson() ? "object" : "string");
        }
        ObjectNode confidence =
                json.objectNode().put("type", "number").put("minimum", 0).put("maximum", 1);
        ObjectNode properties = json.objectNode();
        properties.set(ANSWER, answer);
        properties.set(CONFIDENCE, confidence);
        ObjectNode form = json.objectNode().put("type", "object").put("additionalProperties", false);
        form.set("properties", properties);
        form.set("required", json.arrayNode().add(ANSWER).add(CONFIDENCE));
        return form;
    }
}
