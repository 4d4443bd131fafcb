package io.lantern.hub.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private final RunStore store;
    private final RunTimers timers;
    private final TransactionTemplate transaction;
    private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    RunIntake(RunStore store, RunTimers timers, TransactionTemplate transaction) {
        this.store = store;
        this.timers = timers;
        this.transaction = transaction;
    }

    private static final class Pending {
        private final RunStore.Insert insert;
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
        while (!own.done) {
            writing.lock();
            try {
                if (!own.done) {
                    write(next());
                }
            } finally {
                writing.unlock();
            }
        }
        RuntimeException failure = own.failure;
        if (failure != null) {
            throw failure;
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
            batch.forEach(one -> one.done = true);
        }
    }

    private void commit(List<Pending> batch) {
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
