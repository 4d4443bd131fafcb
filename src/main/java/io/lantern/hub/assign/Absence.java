package io.lantern.hub.assign;

import java.time.Instant;

/**
 * A time in which a user gets nothing.
 *
 * @param from first moment, inclusive
 * @param to end, exclusive
 */
public record Absence(Instant from, Instant to) {
    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
