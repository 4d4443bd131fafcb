package io.lantern.hub.salesforce;

import io.lantern.hub.salesforce.ApiFault.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats calls that failed for a reason that passes, a few times and not for long: a run that still fails is tried
 * again by the run itself, with longer pauses. When the org's daily calls are used up it is left alone altogether.
 */
final class Persistence {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LIMIT_PAUSE = Duration.ofMinutes(5);

    private final Clock clock;
    private volatile @Nullable Instant leaveAloneUntil;

    Persistence(Clock clock) {
        this.clock = clock;
    }

    /** Repeats a call whose effect is the same however often it is made. */
    <T> T repeat(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return guarded(call);
            } catch (ApiFault e) {
                boolean passing = e.kind() == Cause.PASSING || e.kind() == Cause.UNKNOWN_OUTCOME;
                if (!passing || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Makes a call that must not be repeated blindly; still honours the org's limit. */
    <T> T once(Supplier<T> call) {
        return guarded(call);
    }

    /** Waits before the next attempt: doubling, with jitter. */
    void pause(int attempt) {
        long ceiling = FIRST_PAUSE.toMillis() << (attempt - 1);
        try {
            Thread.sleep(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFault(Cause.PASSING, "HUB_STOPPING", "the hub is stopping");
        }
    }

    int attempts() {
        return ATTEMPTS;
    }

    private <T> T guarded(Supplier<T> call) {
        Instant until = leaveAloneUntil;
        if (until != null && clock.instant().isBefore(until)) {
            throw new ApiFault(Cause.LIMIT, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        try {
            return call.get();
        } catch (ApiFault e) {
            if (e.kind() == Cause.LIMIT) {
                leaveAloneUntil = clock.instant().plus(LIMIT_PAUSE);
            }
            throw e;
        }
    }
}
