package io.lantern.hub.workflow;

import io.lantern.hub.credit.Credits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /v1/workflows/{workflow_id}/trigger}.
 *
 * @param creditsConsumed what the runs that have ended cost; the others pay for themselves when they end
 * @param cached never
 * @param status {@code queued}, {@code triggered} when all have ended well, {@code failed} when one has not
 * @param enrichmentJobId the first run; null when the source sent no record
 * @param enrichmentJobIds one run a record, in the order they were sent
 */
public record WorkflowAccepted(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        String status,
        String workflowId,
        @Nullable String enrichmentJobId,
        List<String> enrichmentJobIds) {}
