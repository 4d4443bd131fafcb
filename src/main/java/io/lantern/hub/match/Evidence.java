package io.lantern.hub.match;

import org.jspecify.annotations.Nullable;

/**
 * What one field says about whether two are the same.
 *
 * @param rule as it would be written in a request
 * @param score 0 to 1, how alike the values are
 * @param bits how many times one doubles (above 0) or halves (below 0) the odds; 0 when it says nothing
 * @param words for the explanation, for example {@code same web domain acme.example}
 */
record Evidence(
        String rule,
        @Nullable String candidateValue,
        @Nullable String recordValue,
        double score,
        double bits,
        String words) {

    boolean speaksFor() {
        return bits > 0;
    }

    MatchedRule matched() {
        return new MatchedRule(rule, candidateValue, recordValue, round(score));
    }

    Evidence withBits(double other) {
        return new Evidence(rule, candidateValue, recordValue, score, other, words);
    }

    static double round(double number) {
        return Math.round(number * 1_000) / 1_000.0;
    }
}
