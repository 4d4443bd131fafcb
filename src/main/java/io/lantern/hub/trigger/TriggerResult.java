package io.lantern.hub.trigger;

import io.lantern.hub.credit.Credits;
import java.util.List;

/**
 * @param processedCount records for which a run was started
 * @param enrichmentJobs the runs, in the order of the ids
 * @param workflowStatus {@code queued}; {@code started} when they finished while the caller waited; {@code failed}
 *     when one of them failed meanwhile
 * @param skipped the other records, each with the reason
 * @param creditsConsumed what the runs that ended while the caller waited were charged
 * @param cached never
 */
record TriggerResult(
        boolean success,
        String requestId,
        int processedCount,
        List<String> enrichmentJobs,
        String workflowStatus,
        List<Skipped> skipped,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached) {
    record Skipped(String id, String reason) {}
}
