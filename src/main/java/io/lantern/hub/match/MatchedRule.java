package io.lantern.hub.match;

import org.jspecify.annotations.Nullable;

/**
 * A rule that holds between a candidate and a record.
 *
 * @param rule as it would be written in a request, for example {@code domain:eq}
 * @param candidateValue what was compared of the candidate
 * @param recordValue what was compared of the record
 * @param score 0 to 1, how alike they are
 */
public record MatchedRule(
        String rule,
        @Nullable String candidateValue,
        @Nullable String recordValue,
        double score) {}
