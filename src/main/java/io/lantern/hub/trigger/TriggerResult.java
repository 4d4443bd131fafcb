package io.lantern.hub.trigger;

import java.util.List;

/**
 * @param processedCount records for which a run was started
 * @param enrichmentJobs the runs, in the order of the ids
 * @param workflowStatus {@code queued}; {@code started} when they finished while the caller waited; {@code failed}
 *     when one of them failed meanwhile
 * @param skipped the other records, each with the reason
 */
record TriggerResult(
        boolean success,
        String requestId,
        int processedCount,
        List<String> enrichmentJobs,
        String workflowStatus,
        List<Skipped> skipped,
        long processingTimeMs) {
    record Skipped(String id, String reason) {}
}
