package io.lantern.hub.run;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets callers wait for runs. Ends on this node are told at once; those on others are seen by looking. */
final class RunWaits {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final RunStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition anyEnded = lock.newCondition();

    RunWaits(RunStore store) {
        this.store = store;
    }

    void ended() {
        lock.lock();
        try {
            anyEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return the runs' states once all are final, or when the time is up or the thread is interrupted */
    Map<String, RunStatus> await(Collection<String> ids, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Map<String, RunStatus> now = store.statuses(ids);
            long left = deadline - System.nanoTime();
            if (left <= 0 || now.values().stream().allMatch(RunStatus::isFinal) || !pause(Math.min(left, LOOK_NANOS))) {
                return now;
            }
        }
    }

    private boolean pause(long nanos) {
        lock.lock();
        try {
            // Woken or not, the caller looks again.
            long unused = anyEnded.awaitNanos(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
