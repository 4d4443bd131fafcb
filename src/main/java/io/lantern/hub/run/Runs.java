package io.lantern.hub.run;

import io.lantern.hub.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
     * Starts a run that nothing else has to commit with. Runs that come at the same moment share a transaction; each is
     * durable when the call returns. Must be called outside of transactions.
     *
     * @param run one without {@code dedupeKey}
     * @return the run's id
     */
    String accept(NewRun run);

    /**
     * Makes a run that has begun the only one of the tenant with a {@code dedupeKey}. Another with that key that has not
     * begun yet is cancelled. Must be called outside of transactions; the same again does no harm.
     *
     * @return the id of the other run that has the key and has begun; empty when the run has it now
     */
    Optional<String> claim(String runId, String dedupeKey);

    /** @return the newest runs of each name, at most {@code most}, the newest first; names without runs are left out */
    Map<String, List<LastRun>> last(TenantId tenant, String kind, Collection<String> names, int most);

    /** A run in short. */
    record LastRun(String runId, RunStatus status, Instant createdAt) {}

    /** @return how a run stands; empty when the tenant has none of that id */
    Optional<RunResult> find(TenantId tenant, String runId);

    /**
     * Waits until the runs have ended. Must be called outside of transactions.
     *
     * @param runIds at most a few hundred
     * @param atMost after which the states are answered as they are
     * @return id to state
     */
    Map<String, RunStatus> await(Collection<String> runIds, Duration atMost);
}
