package io.lantern.hub.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Timers of runs in db-scheduler, written in the caller's transaction. A timer is named after the run and its replay,
 * so that a new one never meets the remains of one that is just being cleared away.
 */
final class RunTimers {
    static final String TASK = "run";

    private final Supplier<Scheduler> scheduler;

    RunTimers(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** @return the id of the run a timer belongs to */
    static String runId(String instance) {
        return instance.substring(0, instance.lastIndexOf('.'));
    }

    /** The run is due at the given time. */
    void schedule(String runId, int replays, Instant at) {
        scheduler.get().schedule(timer(runId, replays), at);
        lookAfterCommit();
    }

    /** Runs that have just been made are due at the given time. */
    void scheduleAll(List<String> runIds, Instant at) {
        List<TaskInstance<?>> timers = new ArrayList<>();
        runIds.forEach(id -> timers.add(timer(id, 0)));
        scheduler.get().scheduleBatch(timers, at);
        lookAfterCommit();
    }

    /** Brings a waiting run's timer forward. A timer that just fires looks for itself and is left alone. */
    void wake(RunRow run, Instant at) {
        try {
            scheduler.get().reschedule(timer(run.id(), run.replays()), at);
            lookAfterCommit();
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException | ExecutionException it) {
            // The last one: the timer fired between the look at it and its change.
            return;
        }
    }

    // The scheduler must not look before the commit: it would find nothing and wait for its next poll.
    private void lookAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.get().triggerCheckForDueExecutions();
            }
        });
    }

    private static TaskInstance<Void> timer(String runId, int replays) {
        return new TaskInstance<>(TASK, runId + "." + replays);
    }
}
