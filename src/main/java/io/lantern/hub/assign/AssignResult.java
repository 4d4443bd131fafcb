package io.lantern.hub.assign;

import io.lantern.hub.credit.Credits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /v1/routing/assign}.
 *
 * @param cached never
 * @param sequence rises by exactly 1 per assignment of a pool; null when the owner was kept
 * @param poolSize members of the pool
 * @param prevOwner who owned the record before
 * @param timestamp when it was decided
 * @param why one line per member
 * @param dryRun true when nothing was changed
 */
public record AssignResult(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        String assignedTo,
        String assignedToName,
        @Nullable Long sequence,
        int poolSize,
        @Nullable String prevOwner,
        Instant timestamp,
        List<Why> why,
        boolean dryRun) {
    public AssignResult {
        why = List.copyOf(why);
    }
}
