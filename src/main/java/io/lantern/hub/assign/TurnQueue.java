package io.lantern.hub.assign;

import io.lantern.hub.assign.TurnTaker.Outcome;
import io.lantern.hub.assign.TurnTaker.Turn;
import io.lantern.hub.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers turns of one pool that are asked for at the same moment: whoever finds nobody at work takes turns for all,
 * in the order they came. So a disk and a lock are waited for once and not once each.
 */
final class TurnQueue {
    private static final int MOST = 200;

    private final Function<List<Turn>, List<Outcome>> taker;
    private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock working = new ReentrantLock();

    /** @param taker gives an outcome for each turn or throws and has changed nothing */
    TurnQueue(Function<List<Turn>, List<Outcome>> taker) {
        this.taker = taker;
    }

    /** Which pool turns are gathered of. */
    record Key(TenantId tenant, String pool) {}

    private static final class Pending {
        private final Turn turn;
        private final Thread caller = Thread.currentThread();
        private volatile @Nullable Outcome outcome;

        private Pending(Turn turn) {
            this.turn = turn;
        }
    }

    Outcome take(Turn turn) {
        Pending own = new Pending(turn);
        waiting.add(own);
        boolean interrupted = false;
        Outcome outcome = own.outcome;
        while (outcome == null) {
            if (working.tryLock()) {
                try {
                    if (own.outcome == null) {
                        settle(next());
                    }
                } finally {
                    working.unlock();
                    wakeNext();
                }
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            outcome = own.outcome;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    /** Whoever came while others were at work found them so, and sleeps. */
    private void wakeNext() {
        Pending next = waiting.peek();
        if (next != null) {
            LockSupport.unpark(next.caller);
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

    private void settle(List<Pending> batch) {
        try {
            List<Outcome> outcomes =
                    taker.apply(batch.stream().map(one -> one.turn).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).outcome = outcomes.get(i);
            }
        } catch (RuntimeException failure) {
            if (batch.size() > 1) {
                // One of them may be at fault: the others must not pay for it.
                batch.forEach(one -> settle(List.of(one)));
            } else {
                batch.forEach(one -> one.outcome = new Outcome.Failed(failure));
            }
        } finally {
            for (Pending one : batch) {
                if (one.outcome == null) {
                    one.outcome = new Outcome.Failed(new IllegalStateException("Turns were broken off"));
                }
                LockSupport.unpark(one.caller);
            }
        }
    }
}
