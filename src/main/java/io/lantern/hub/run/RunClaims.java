package io.lantern.hub.run;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets one execution at a time have a run, and one run at a time have its subject. */
final class RunClaims {
    private final RunStore store;
    private final RunTimers timers;
    private final RunWaits waits;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    RunClaims(
            RunStore store,
            RunTimers timers,
            RunWaits waits,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.timers = timers;
        this.waits = waits;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** What came of a claim. */
    sealed interface Claim {
        /** There is nothing to do: the run has ended, or never was. */
        record Gone() implements Claim {}

        /** Another run of the subject is before this one. */
        record Parked() implements Claim {}

        /** The run is to be done now; {@code run} is its state after the claim. */
        record Mine(RunRow run) implements Claim {}
    }

    Claim claim(String runId) {
        return Objects.requireNonNull(transaction.<Claim>execute(status -> decide(runId)));
    }

    private Claim decide(String runId) {
        Optional<RunRow> found = store.lock(runId);
        if (found.isEmpty() || !found.get().status().mayBecome(RunStatus.RUNNING)) {
            return new Claim.Gone();
        }
        RunRow run = found.get();
        if (!mayHold(run)) {
            return new Claim.Parked();
        }
        store.begin(run, clock.instant());
        return new Claim.Mine(store.find(runId).orElseThrow());
    }

    /**
     * To be called in a transaction. Nobody ends, cancels or takes over the run until that is over.
     *
     * @throws RunLostException when the execution is no longer the run's current one
     */
    void requireCurrent(RunRow run) {
        boolean current = store.lock(run.id())
                .filter(now -> now.status() == RunStatus.RUNNING && now.attempt() == run.attempt())
                .isPresent();
        if (!current) {
            throw new RunLostException(run.id());
        }
    }

    /**
     * @param together what commits with the end
     * @return whether the execution was still the run's current one
     */
    boolean end(RunRow run, RunEnd end, Runnable together) {
        Instant now = clock.instant();
        boolean ended = Boolean.TRUE.equals(transaction.execute(status -> {
            if (!store.end(run.id(), run.attempt(), end, now)) {
                return false;
            }
            String subject = run.subject();
            if (subject != null && end.status().isFinal()) {
                // First release, then look: a run that comes in between finds the subject free by itself.
                store.release(run.tenant(), subject, run.id());
                store.next(run.tenant(), subject).ifPresent(next -> timers.wake(next, now));
            }
            together.run();
            if (end.status().isFinal()) {
                events.publishEvent(RunEnded.of(run, end, now));
            }
            return true;
        }));
        if (ended && end.status().isFinal()) {
            waits.ended(run.id());
        }
        return ended;
    }

    private boolean mayHold(RunRow run) {
        String subject = run.subject();
        if (subject == null) {
            return true;
        }
        String holder = store.holder(run.tenant(), subject);
        if (holder != null) {
            return holder.equals(run.id());
        }
        if (store.hasEarlier(run)) {
            return false;
        }
        try {
            savepoint.executeWithoutResult(status -> store.hold(run.tenant(), subject, run.id()));
            return true;
        } catch (DuplicateKeyException another) {
            return false;
        }
    }
}
