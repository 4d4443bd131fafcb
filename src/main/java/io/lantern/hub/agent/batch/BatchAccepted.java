package io.lantern.hub.agent.batch;

/**
 * A batch that will be done.
 *
 * @param resultPath {@code s3://bucket/tenant/run_id/result.csv}; the file appears whole or not at all
 * @param creditsCsvPath where each credit spent will be listed
 * @param status {@code queued}
 */
public record BatchAccepted(
        boolean success, String requestId, String runId, String resultPath, String creditsCsvPath, String status) {}
