package io.lantern.hub.provider;

import java.time.Duration;

/** A moment by which something must be done. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** @return the moment that is so far away */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** @return what is left; never negative */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** @return whether it has passed */
    public boolean isOver() {
        return left().isZero();
    }
}
