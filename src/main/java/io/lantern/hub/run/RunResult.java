package io.lantern.hub.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.credit.Credits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as the contract shows it.
 *
 * @param agent what is run, for example {@code inbound-lead}
 * @param attempt executions begun so far, take-overs after a crash included
 * @param output null until the run has completed
 * @param error null unless the last execution failed
 * @param progress null for a run that does not work on many records
 * @param creditsConsumed none until the run has completed
 */
public record RunResult(
        String runId,
        String kind,
        String agent,
        RunStatus status,
        String requestId,
        int attempt,
        List<Step> steps,
        @Nullable JsonNode input,
        @Nullable JsonNode output,
        @Nullable Fault error,
        @JsonInclude(JsonInclude.Include.NON_NULL) RunRow.@Nullable Progress progress,
        Credits creditsConsumed,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * One step.
     *
     * @param durationMs null while it runs
     * @param error one sentence; null unless it failed
     */
    public record Step(
            String name,
            StepStatus status,
            @Nullable Long durationMs,
            Instant startedAt,
            @Nullable String error) {}

    /**
     * Why the last execution failed.
     *
     * @param code as in the house error body
     * @param message one sentence
     */
    public record Fault(String code, String message) {}
}
