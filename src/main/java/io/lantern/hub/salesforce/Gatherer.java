package io.lantern.hub.salesforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Lets callers that ask at about the same time share one API call. While a call is under way the next one fills up,
 * so that the busier the hub, the fewer calls a record costs.
 *
 * <p>Two items with the same key never share a call: the second waits for the next one, so that writes to one record
 * keep their order.
 *
 * @param <T> what is asked
 * @param <R> what one caller gets
 */
final class Gatherer<T, R> implements AutoCloseable {
    private static final int WAITING_LIMIT = 10_000;

    /** In a burst the workers wait for each other and for the processor, and come less close together. */
    private static final int WINDOWS_IN_A_BURST = 4;

    /** In a burst items keep coming; this many windows after the first one the call is made all the same. */
    private static final int LONGEST_WINDOWS = 16;

    private final int most;
    private final Duration window;
    private final Function<T, ?> key;
    private final Function<List<T>, List<R>> call;
    private final BlockingQueue<Pending<T, R>> waiting = new LinkedBlockingDeque<>(WAITING_LIMIT);
    private final Thread worker;
    private volatile boolean closed;
    private long lastCall = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

    private record Pending<T, R>(T item, CompletableFuture<R> answer) {}

    /**
     * @param most items in one call
     * @param window a call is made when no further item has come for this long; soon after another call, for four times
     *     as long
     * @param key what must not meet in one call
     * @param call makes the API call; answers in the order of the items
     */
    Gatherer(String name, int most, Duration window, Function<T, ?> key, Function<List<T>, List<R>> call) {
        this.most = most;
        this.window = window;
        this.key = key;
        this.call = call;
        this.worker = new Thread(this::work, "salesforce-" + name);
        this.worker.setDaemon(true);
        this.worker.start();
    }

    /**
     * Waits for the item's own answer. Exceptions of the call are thrown to every caller of it.
     *
     * @throws ApiFault when the hub is stopping, or too much is waiting already
     */
    R ask(T item) {
        Pending<T, R> pending = new Pending<>(item, new CompletableFuture<>());
        if (closed) {
            throw stopping();
        }
        if (!waiting.offer(pending)) {
            throw new ApiFault(ApiFault.Cause.PASSING, "HUB_BUSY", "too many calls are waiting");
        }
        // Closed in between: the worker may have looked for the last time, and nobody would ever answer.
        if (closed && waiting.remove(pending)) {
            throw stopping();
        }
        try {
            return pending.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
    }

    private void work() {
        List<Pending<T, R>> next = new ArrayList<>();
        try {
            while (!closed) {
                gather(next);
                List<Pending<T, R>> batch = withoutRepeats(next);
                next.removeAll(batch);
                answer(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.drainTo(next);
            next.forEach(pending -> pending.answer().completeExceptionally(stopping()));
        }
    }

    /** Adds to the given list, so that whoever was gathered is still known when the wait is interrupted. */
    private void gather(List<Pending<T, R>> gathered) throws InterruptedException {
        if (gathered.isEmpty()) {
            gathered.add(waiting.take());
        }
        boolean burst = System.nanoTime() - lastCall < LONGEST_WINDOWS * window.toNanos();
        long quiet = (burst ? WINDOWS_IN_A_BURST : 1) * window.toNanos();
        long end = System.nanoTime() + LONGEST_WINDOWS * window.toNanos();
        while (gathered.size() < most) {
            long patience = Math.min(quiet, end - System.nanoTime());
            Pending<T, R> more = waiting.poll(patience, TimeUnit.NANOSECONDS);
            if (more == null) {
                break;
            }
            gathered.add(more);
        }
    }

    private static ApiFault stopping() {
        return new ApiFault(ApiFault.Cause.PASSING, "HUB_STOPPING", "the hub is stopping");
    }

    private List<Pending<T, R>> withoutRepeats(List<Pending<T, R>> gathered) {
        Set<Object> seen = new HashSet<>();
        return gathered.stream()
                .filter(pending -> seen.add(key.apply(pending.item())))
                .toList();
    }

    private void answer(List<Pending<T, R>> batch) {
        try {
            List<R> answers = call.apply(batch.stream().map(Pending::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(pending -> pending.answer().completeExceptionally(e));
        } finally {
            lastCall = System.nanoTime();
        }
    }
}
