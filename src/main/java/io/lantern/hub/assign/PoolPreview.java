package io.lantern.hub.assign;

import java.time.Instant;
import java.util.List;

/**
 * Answer of {@code GET /v1/routing/pools/{pool}/preview}.
 *
 * @param at when it was worked out; all turns are shown as if they were taken then
 * @param next turns in order; fewer than asked for when nobody is available any more
 * @param skipped members who get none of the turns after the last one shown, and why
 */
public record PoolPreview(String pool, Instant at, List<Turn> next, List<Skipped> skipped) {
    public PoolPreview {
        next = List.copyOf(next);
        skipped = List.copyOf(skipped);
    }

    /**
     * @param sequence the turn this would be
     * @param user a user, or the pool's fallback
     * @param name full name; the id when it is not known
     * @param chosenBecause a few words
     */
    public record Turn(long sequence, String user, String name, String chosenBecause) {}

    /** @param skippedBecause a few words */
    public record Skipped(String user, String skippedBecause) {}
}
