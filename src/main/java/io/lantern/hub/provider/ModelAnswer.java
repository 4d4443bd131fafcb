package io.lantern.hub.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param text as it came; JSON as text when a schema was given
 * @param json valid against the schema; null when none was given
 * @param model the configured name of the model that answered
 * @param usage tokens of all rounds together
 * @param cost of the tokens by the model's configured prices, in their currency; zero when none is configured
 * @param isCut whether it ended because the tokens were used up; never with JSON
 */
public record ModelAnswer(
        String text, @Nullable JsonNode json, String model, Usage usage, BigDecimal cost, boolean isCut) {

    /**
     * Tokens as the model counted them; zero where it did not say.
     *
     * @param total prompt and completion, and what the model counts beside them
     */
    public record Usage(long prompt, long completion, long total) {
        static final Usage NONE = new Usage(0, 0, 0);

        Usage plus(Usage other) {
            return new Usage(prompt + other.prompt, completion + other.completion, total + other.total);
        }
    }
}
