package io.lantern.hub.run;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is stored; {@code input} and {@code output} are JSON.
 *
 * @param seq the order of starting
 * @param attempt executions begun; only the latest may write, so it fences off an execution that was taken for dead
 * @param failures executions that failed since the start or the last replay
 * @param progress null for a run that does not work on many records
 * @param replays how often the run came back from being a dead letter
 */
record RunRow(
        long seq,
        String id,
        TenantId tenant,
        String kind,
        String name,
        @Nullable String subject,
        RunStatus status,
        String requestId,
        String input,
        @Nullable String output,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        int attempt,
        int failures,
        int replays,
        @Nullable Progress progress,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How many records of a run's are done. */
    record Progress(int done, int total) {}
}
