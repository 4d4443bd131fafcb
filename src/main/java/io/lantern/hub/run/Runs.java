package io.lantern.hub.run;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
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

    /**
     * Waits until the runs have ended. Must be called outside of transactions.
     *
     * @param runIds at most a few hundred
     * @param atMost after which the states are answered as they are
     * @return id to state
     */
    Map<String, RunStatus> await(Collection<String> runIds, Duration atMost);
}
