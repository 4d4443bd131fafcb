package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the model answers.
 *
 * @param text null when it calls a tool
 * @param tool the tool it calls; null when it answers
 * @param arguments of the tool, JSON as text
 * @param finish {@code stop}, {@code length} or {@code tool_calls}
 */
record Completion(@Nullable String text, @Nullable String tool, String arguments, String finish) {

    static Completion text(String text, @Nullable Integer maxTokens) {
        String cut = maxTokens == null ? text : Tokens.cut(text, maxTokens);
        return new Completion(cut, null, "", cut.length() == text.length() ? "stop" : "length");
    }

    static Completion call(String tool, String arguments) {
        return new Completion(null, tool, arguments, "tool_calls");
    }

    int tokens() {
        return text == null ? Tokens.of(String.valueOf(tool)) + Tokens.of(arguments) : Tokens.of(text);
    }

    /** @return the message whole */
    ObjectNode message() {
        ObjectNode message = start();
        message.put("content", text);
        message.putNull("refusal");
        return message;
    }

    /** @return the message without its text: a stream begins with it */
    ObjectNode start() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        if (tool != null) {
            ObjectNode call = message.putArray("tool_calls").addObject();
            call.put("index", 0).put("id", "call_" + id(tool + arguments)).put("type", "function");
            call.putObject("function").put("name", tool).put("arguments", arguments);
        }
        return message;
    }

    /** @return 24 characters that are the same for the same text */
    static String id(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
