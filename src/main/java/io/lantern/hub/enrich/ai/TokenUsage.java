package io.lantern.hub.enrich.ai;

import io.lantern.hub.provider.ModelAnswer;

/** Tokens of all rounds together. */
public record TokenUsage(long promptTokens, long completionTokens, long totalTokens) {
    /** No model was asked. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0);

    /** @return these and those of one more answer */
    public TokenUsage plus(ModelAnswer answer) {
        return new TokenUsage(
                promptTokens + answer.usage().prompt(),
                completionTokens + answer.usage().completion(),
                totalTokens + answer.usage().total());
    }
}
