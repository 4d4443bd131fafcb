package io.lantern.hub.provider.vendor;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How long the latest answers of one provider took. */
final class Latencies {
    private static final int KEPT = 200;

    /** With fewer, the slowest of them would be what one in twenty takes. */
    private static final int ENOUGH = 20;

    private final long[] nanos = new long[KEPT];
    private int count;

    synchronized void add(long duration) {
        nanos[count++ % KEPT] = duration;
    }

    /** @return the time within which nineteen of twenty came; empty until enough have */
    synchronized Optional<Duration> p95() {
        int known = Math.min(count, KEPT);
        if (known < ENOUGH) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return Optional.of(Duration.ofNanos(sorted[(int) Math.ceil(known * 0.95) - 1]));
    }
}
