package io.lantern.hub.run;

import java.util.Optional;

/** Starts durable executions. */
public interface Runs {
    /**
     * Writes the run and its timer in the caller's transaction; the work begins after it commits. Must be called
     * inside a transaction.
     *
     * @return the run's id, or empty when a run with that {@code dedupeKey} exists already
     */
    Optional<String> start(NewRun run);
}
