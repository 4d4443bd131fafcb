package io.lantern.hub.run;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers wait for runs. Ends on this node are told at once, to those who wait for that run; ends on others are
 * seen by looking.
 */
final class RunWaits {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final RunStore store;
    private final Map<String, Set<Semaphore>> waiting = new ConcurrentHashMap<>();

    RunWaits(RunStore store) {
        this.store = store;
    }

    void ended(String runId) {
        waiting.getOrDefault(runId, Set.of()).forEach(Semaphore::release);
    }

    /** @return the runs' states once all are final, or when the time is up or the thread is interrupted */
    Map<String, RunStatus> await(Collection<String> ids, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Semaphore end = new Semaphore(0);
        ids.forEach(id -> waiting.compute(id, (key, others) -> with(others, end)));
        try {
            while (true) {
                Map<String, RunStatus> now = store.statuses(ids);
                long left = deadline - System.nanoTime();
                if (left <= 0
                        || now.values().stream().allMatch(RunStatus::isFinal)
                        || !pause(end, Math.min(left, LOOK_NANOS))) {
                    return now;
                }
            }
        } finally {
            ids.forEach(id -> waiting.computeIfPresent(id, (key, others) -> without(others, end)));
        }
    }

    private static Set<Semaphore> with(@Nullable Set<Semaphore> others, Semaphore one) {
        Set<Semaphore> all = others == null ? ConcurrentHashMap.newKeySet() : others;
        all.add(one);
        return all;
    }

    private static @Nullable Set<Semaphore> without(Set<Semaphore> others, Semaphore one) {
        others.remove(one);
        return others.isEmpty() ? null : others;
    }

    private static boolean pause(Semaphore end, long nanos) {
        try {
            // Woken or not, the caller looks again.
            boolean unused = end.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
