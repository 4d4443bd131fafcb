package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.text.Words;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what is answered: a call of a tool, JSON, or words. */
final class SandboxModel {
    private static final int SMALL_QUOTES = 1;
    private static final int LARGE_QUOTES = 4;

    private final Faults faults;

    SandboxModel(Faults faults) {
        this.faults = faults;
    }

    Completion answer(ChatRequest request) {
        Material material = Material.of(request);
        Reader reader = new Reader(material, request.model().equals(ModelServer.SMALL) ? SMALL_QUOTES : LARGE_QUOTES);
        ChatRequest.Tool tool = request.mayCallTool() ? fitting(request, material) : null;
        if (tool != null) {
            JsonNode arguments = new SchemaAnswer(material, reader, tool.parameters()).answer();
            return Completion.call(tool.name(), arguments.isObject() ? arguments.toString() : "{}");
        }
        String text = request.format().equals("text") ? reader.answer() : json(request, material, reader);
        return Completion.text(text, request.maxTokens());
    }

    private String json(ChatRequest request, Material material, Reader reader) {
        String ordered = reader.takenOver();
        if (ordered != null) {
            return ordered;
        }
        if (faults.strike("prose", request.model()) != null) {
            return Reader.LABEL + "Sure! Here is what I found: " + reader.about(material.topic());
        }
        if (faults.strike("wrong-shape", request.model()) != null) {
            return "{\"unexpected\":[true]}";
        }
        JsonNode schema = request.schema().isObject()
                ? request.schema()
                : JsonNodeFactory.instance.objectNode().put("type", "object");
        String json = new SchemaAnswer(material, reader, schema).answer().toString();
        return faults.strike("half-json", request.model()) == null ? json : json.substring(0, json.length() / 2);
    }

    /** @return the tool whose words the question shares most; null when it shares none and none was demanded */
    private static ChatRequest.@Nullable Tool fitting(ChatRequest request, Material material) {
        Set<String> question = Words.of(material.topic());
        ChatRequest.Tool best = null;
        int most = 0;
        for (ChatRequest.Tool tool : request.tools()) {
            if (tool.name().equals(request.toolChoice())) {
                return tool;
            }
            int shared = Words.shared(question, tool.name() + " " + tool.description());
            if (shared > most) {
                best = tool;
                most = shared;
            }
        }
        return best == null && request.toolChoice().equals("required")
                ? request.tools().get(0)
                : best;
    }
}
