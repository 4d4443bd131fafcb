package io.lantern.hub.match;

import java.util.List;

/**
 * Answer of {@code match.records}.
 *
 * @param results one per candidate, in the order asked
 */
public record MatchResponse(boolean success, String requestId, long processingTimeMs, List<MatchResult> results) {
    public MatchResponse {
        results = List.copyOf(results);
    }
}
