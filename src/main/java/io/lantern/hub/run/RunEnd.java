package io.lantern.hub.run;

import io.lantern.hub.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How one execution of a run ended.
 *
 * @param status completed, failed (dead letter) or queued (to be tried again)
 * @param output JSON; null when the work has nothing to say
 * @param errorCode null when it went well
 * @param errorMessage one sentence; null when it went well
 */
record RunEnd(
        RunStatus status,
        @Nullable String output,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    static RunEnd completed(@Nullable String output) {
        return new RunEnd(RunStatus.COMPLETED, output, null, null);
    }

    static RunEnd failed(RunStatus status, Problem problem) {
        return new RunEnd(status, null, problem.code().wireName(), problem.message());
    }
}
