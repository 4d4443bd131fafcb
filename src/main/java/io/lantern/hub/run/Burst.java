package io.lantern.hub.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets those go first who bring runs faster than a node works them off: what they bring is not durable yet, what is
 * being worked on is. Without it the workers' many small transactions hold up the few large ones of the intake.
 */
final class Burst {
    /** As many in a window are a burst: 100 a second. */
    private static final int MANY = 10;

    private static final Duration WINDOW = Duration.ofMillis(100);

    /** A burst is over when this long no window was full. */
    private static final Duration QUIET = Duration.ofMillis(300);

    /** Whoever brings runs for longer than this is no burst but a steady load, and is worked on as it comes. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final InstantSource clock;
    private Instant window = Instant.EPOCH;
    private int count;
    private @Nullable Instant since;
    private Instant last = Instant.EPOCH;

    Burst(InstantSource clock) {
        this.clock = clock;
    }

    /** Runs have come. */
    synchronized void came(int runs) {
        Instant now = clock.instant();
        if (!now.isBefore(window.plus(WINDOW))) {
            window = now;
            count = 0;
        }
        count += runs;
        if (count >= MANY) {
            if (since == null || now.isAfter(last.plus(QUIET))) {
                since = now;
            }
            last = now;
        }
    }

    /** @return whether work should wait */
    synchronized boolean isOn() {
        Instant now = clock.instant();
        return since != null && !now.isAfter(last.plus(QUIET)) && now.isBefore(since.plus(LONGEST));
    }

    /** Waits until the burst is over, or the thread is interrupted. */
    void await() {
        while (isOn() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }
}
