package io.lantern.hub.run;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Published in the transaction in which a run ends for good: a listener's writes commit with the end, or not at all.
 *
 * @param kind which work it was, for example {@code workflow}
 * @param name what was run, for example {@code inbound-lead}
 * @param subject what it was about, for example {@code <org>/<record id>}; null when it says nothing
 * @param attempt how often it was begun
 * @param errorCode null when it went well
 * @param errorMessage one sentence; null when it went well
 */
public record RunEnded(
        TenantId tenant,
        String runId,
        String kind,
        String name,
        @Nullable String subject,
        RunStatus status,
        String requestId,
        int attempt,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Instant createdAt,
        Instant finishedAt) {
    static RunEnded of(RunRow run, RunEnd end, Instant at) {
        return new RunEnded(
                run.tenant(),
                run.id(),
                run.kind(),
                run.name(),
                run.subject(),
                end.status(),
                run.requestId(),
                run.attempt(),
                end.errorCode(),
                end.errorMessage(),
                run.createdAt(),
                at);
    }
}
