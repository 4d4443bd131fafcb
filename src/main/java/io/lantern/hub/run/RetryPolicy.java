package io.lantern.hub.run;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Decides whether a failed run is tried again, and when. */
final class RetryPolicy {
    /** Another try cannot cure these: somebody has to change the record or the request. */
    private static final Set<ProblemCode> LASTING =
            Set.of(ProblemCode.BAD_REQUEST, ProblemCode.CONFLICT, ProblemCode.UPSTREAM_ERROR);

    /**
     * What is missing lies outside the run, and comes back: the org is up again, somebody creates the pool or mends a
     * setting. The run waits for it, for days.
     */
    private static final Set<ProblemCode> OUTSIDE = Set.of(
            ProblemCode.UPSTREAM_UNAVAILABLE,
            ProblemCode.UPSTREAM_TIMEOUT,
            ProblemCode.RATE_LIMITED,
            ProblemCode.INSUFFICIENT_CREDITS,
            ProblemCode.NOT_CONFIGURED,
            ProblemCode.NOT_FOUND);

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
        if (failures >= most(failure)) {
            return Optional.empty();
        }
        double doubled = settings.firstPause().toMillis() * Math.pow(2, failures - 1.0);
        double full = Math.min(doubled, settings.longestPause().toMillis());
        return Optional.of(Duration.ofMillis(Math.round(full / 2 + full / 2 * dice.getAsDouble())));
    }

    /** @return how long a run waits that finds its subject taken, should the wake-up call miss it */
    Duration subjectPause() {
        return settings.subjectPause();
    }

    private int most(Throwable failure) {
        if (!(failure instanceof ProblemException known)) {
            return settings.maxFailures();
        }
        ProblemCode code = known.problem().code();
        return LASTING.contains(code) ? 1 : OUTSIDE.contains(code) ? settings.maxWaits() : settings.maxFailures();
    }
}
