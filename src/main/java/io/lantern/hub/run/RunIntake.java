package io.lantern.hub.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes runs that come at the same moment in one transaction: a disk is waited for once and not once each. Whoever
 * finds nobody writing writes for all.
 */
final class RunIntake {
    private static final int MOST = 200;

    /** As PostgreSQL's commit_delay, which also waits only while others are at it. */
    private static final long LONGEST_GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private static final long GATHERING_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final RunStore store;
    private final RunTimers timers;
    private final TransactionTemplate transaction;
    private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private int lastBatch;
    private final Burst burst;

    RunIntake(RunStore store, RunTimers timers, Burst burst, TransactionTemplate transaction) {
        this.store = store;
        this.timers = timers;
        this.burst = burst;
        this.transaction = transaction;
    }

    private static final class Pending {
        private final RunStore.Insert insert;
        private final Thread caller = Thread.currentThread();
        private volatile boolean done;
        private volatile @Nullable RuntimeException failure;

        private Pending(RunStore.Insert insert) {
            this.insert = insert;
        }
    }

    /** @throws DataAccessException and others of the database's, for this run only */
    void accept(RunStore.Insert insert) {
        Pending own = new Pending(insert);
        waiting.add(own);
        boolean interrupted = false;
        while (!own.done) {
            if (writing.tryLock()) {
                try {
                    if (!own.done) {
                        gather();
                        write(next());
                    }
                } finally {
                    writing.unlock();
                    wakeNext();
                }
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failure = own.failure;
        if (failure != null) {
            throw failure;
        }
    }

    /** Whoever came while others were writing found them so, and sleeps. */
    private void wakeNext() {
        Pending next = waiting.peek();
        if (next != null) {
            LockSupport.unpark(next.caller);
        }
    }

    /** In a burst those of the last transaction are back in a moment; with them it is half as many transactions. */
    private void gather() {
        long until = System.nanoTime() + LONGEST_GATHERING_NANOS;
        while (burst.isOn() && waiting.size() < lastBatch && System.nanoTime() < until) {
            LockSupport.parkNanos(this, GATHERING_LOOK_NANOS);
        }
    }

    private List<Pending> next() {
        List<Pending> batch = new ArrayList<>();
        while (batch.size() < MOST) {
            Pending pending = waiting.poll();
            if (pending == null) {
                break;
            }
            batch.add(pending);
        }
        lastBatch = batch.size();
        return batch;
    }

    private void write(List<Pending> batch) {
        try {
            commit(batch);
        } catch (DataAccessException | TransactionException e) {
            if (batch.size() > 1) {
                // One of them may be at fault: the others must not pay for it.
                batch.forEach(one -> write(List.of(one)));
            } else {
                batch.get(0).failure = e;
            }
        } catch (RuntimeException e) {
            batch.forEach(one -> one.failure = e);
        } finally {
            batch.forEach(one -> {
                one.done = true;
                LockSupport.unpark(one.caller);
            });
        }
    }

    private void commit(List<Pending> batch) {
        burst.came(batch.size());
        transaction.executeWithoutResult(status -> {
            List<RunStore.Insert> inserts =
                    batch.stream().map(pending -> pending.insert).toList();
            store.insertAll(inserts);
            timers.scheduleAll(
                    inserts.stream().map(RunStore.Insert::id).toList(),
                    inserts.get(0).now());
        });
    }
}
