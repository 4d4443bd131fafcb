package io.lantern.hub.match;

import io.lantern.hub.credit.Credits;
import java.util.List;

/**
 * Answer of {@code match.records}.
 *
 * @param cached never
 * @param results one per candidate that was looked for, in the order asked
 */
public record MatchResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        List<MatchResult> results) {
    public MatchResponse {
        results = List.copyOf(results);
    }
}
