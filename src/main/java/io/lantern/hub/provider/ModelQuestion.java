package io.lantern.hub.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param model name of a configured model, or {@code auto} for the one of the effort
 * @param system what the model is and must do; our own words only
 * @param messages at least one; the last is the question
 * @param schema JSON Schema (2020-12) of an object that the answer must be valid against; null for an answer in words
 * @param maxTokens most tokens of the answer
 * @param timeout of everything: repeats, pauses and a repair included
 */
public record ModelQuestion(
        String model,
        String system,
        List<ModelMessage> messages,
        @Nullable JsonNode schema,
        Effort effort,
        int maxTokens,
        Duration timeout) {
    /** The model is chosen by the effort. */
    public static final String AUTO = "auto";

    private static final int MAX_TOKENS = 2_048;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    public ModelQuestion {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || maxTokens < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a question needs a message, a token and a moment at least");
        }
    }

    /** @return a question with medium effort, up to 2048 tokens of answer and 60 seconds */
    public static ModelQuestion of(String system, ModelMessage... messages) {
        return new ModelQuestion(AUTO, system, List.of(messages), null, Effort.MEDIUM, MAX_TOKENS, TIMEOUT);
    }

    /** @return the same for a model by its name, or for {@code auto} */
    public ModelQuestion to(String name) {
        return new ModelQuestion(name, system, messages, schema, effort, maxTokens, timeout);
    }

    /** @return the same with an answer in JSON */
    public ModelQuestion answeredAs(JsonNode jsonSchema) {
        return new ModelQuestion(model, system, messages, jsonSchema, effort, maxTokens, timeout);
    }

    /** @return the same with another effort */
    public ModelQuestion with(Effort other) {
        return new ModelQuestion(model, system, messages, schema, other, maxTokens, timeout);
    }

    /** @return the same with other limits */
    public ModelQuestion within(int tokens, Duration time) {
        return new ModelQuestion(model, system, messages, schema, effort, tokens, time);
    }
}
