package io.lantern.hub.run;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Decides whether a failed run is tried again, and when. */
final class RetryPolicy {
    /** Problems that another try cannot cure: somebody has to change the record, the request or the settings. */
    private static final Set<ProblemCode> LASTING = Set.of(
            ProblemCode.BAD_REQUEST,
            ProblemCode.UNAUTHORIZED,
            ProblemCode.INSUFFICIENT_CREDITS,
            ProblemCode.FORBIDDEN,
            ProblemCode.NOT_FOUND,
            ProblemCode.UPSTREAM_ERROR,
            ProblemCode.NOT_CONFIGURED);

    private final RunSettings settings;
    private final DoubleSupplier dice;

    /** @param dice numbers from 0 to 1 */
    RetryPolicy(RunSettings settings, DoubleSupplier dice) {
        this.settings = settings;
        this.dice = dice;
    }

    /**
     * @param failures how often the run has failed, this time included
     * @return the pause before the next try, half of it by chance so that runs that failed together do not return
     *     together; empty when there is to be none
     */
    Optional<Duration> pause(int failures, Throwable failure) {
        if (failures >= settings.maxFailures() || lasts(failure)) {
            return Optional.empty();
        }
        double doubled = settings.firstPause().toMillis() * Math.pow(2, failures - 1.0);
        double full = Math.min(doubled, settings.longestPause().toMillis());
        return Optional.of(Duration.ofMillis(Math.round(full / 2 + full / 2 * dice.getAsDouble())));
    }

    private static boolean lasts(Throwable failure) {
        return failure instanceof ProblemException known
                && LASTING.contains(known.problem().code());
    }
}
