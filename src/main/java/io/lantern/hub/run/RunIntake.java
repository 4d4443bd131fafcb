package io.lantern.hub.run;

import java.time.Duration;
import java.time.Instant;
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
 * finds nobody writing writes for all. In a burst those that come first begin a little later, so that the work on them
 * does not hold up those behind them, who are not durable yet.
 */
final class RunIntake {
    private static final int MOST = 200;

    private final RunStore store;
    private final RunTimers timers;
    private final TransactionTemplate transaction;
    private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final Burst burst = new Burst();

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
            Instant now = inserts.get(0).now();
            timers.scheduleAll(
                    inserts.stream().map(RunStore.Insert::id).toList(), burst.begin(now, inserts.size()), now);
        });
    }

    /** Tells when what comes now may begin. Used by one thread at a time. */
    static final class Burst {
        /** As many in a window are a burst: 200 a second, more than two processors work off. */
        private static final int MANY = 100;

        private static final Duration WINDOW = Duration.ofMillis(500);

        /** Whoever sends longer than this is no burst but a steady load, and is worked on as it comes. */
        static final Duration HOLD = Duration.ofSeconds(5);

        private Instant window = Instant.EPOCH;
        private int count;
        private @Nullable Instant since;

        Instant begin(Instant now, int runs) {
            if (window.plus(WINDOW).isBefore(now)) {
                if (count < MANY) {
                    since = null;
                }
                window = now;
                count = 0;
            }
            count += runs;
            if (count >= MANY && since == null) {
                since = now;
            }
            Instant held = since == null ? now : since.plus(HOLD);
            return held.isAfter(now) ? held : now;
        }
    }
}
