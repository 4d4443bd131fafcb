package io.lantern.hub.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found for one candidate.
 *
 * @param best id of the record to act on; null unless {@code matched}
 * @param matches every record at or above the threshold, the best first
 */
public record MatchResult(
        String candidateId, MatchStatus status, @Nullable String best, List<Match> matches) {
    public MatchResult {
        matches = List.copyOf(matches);
    }

    /** @return the one record to act on; null unless {@code matched} */
    public @Nullable Match only() {
        return status == MatchStatus.MATCHED ? matches.get(0) : null;
    }
}
