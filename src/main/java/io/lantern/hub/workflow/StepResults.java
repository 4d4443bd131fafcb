package io.lantern.hub.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Turns results of steps into JSON that knows its class, and back. */
final class StepResults {
    private static final String ROOMS = "io.lantern.";
    private static final String JDK = "java.";

    private final ObjectMapper json;

    StepResults(ObjectMapper json) {
        // A result may be read by a later version of the hub than wrote it.
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    String write(@Nullable Object result) throws JsonProcessingException {
        ObjectNode stored = json.createObjectNode();
        if (result != null) {
            stored.put("type", result.getClass().getName());
            stored.set("value", json.valueToTree(result));
        }
        return json.writeValueAsString(stored);
    }

    @Nullable
    Object read(String text) throws JsonProcessingException {
        JsonNode stored = json.readTree(text);
        if (!stored.has("type")) {
            return null;
        }
        return json.treeToValue(stored.get("value"), type(stored.get("type").asText()));
    }

    private static Class<?> type(String name) {
        if (!name.startsWith(ROOMS) && !name.startsWith(JDK)) {
            throw new IllegalStateException("A step's result has the foreign type " + name);
        }
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("This version of the hub knows no " + name, e);
        }
    }
}
