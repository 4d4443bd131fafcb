package io.lantern.hub.agent.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off the records of one batch that are still open, several at once. */
final class BatchExecution {
    private static final Logger log = LoggerFactory.getLogger(BatchExecution.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final BatchOrder order;
    private final BatchStore store;
    private final RecordSearch search;
    private final Clock clock;
    private volatile boolean abandoned;

    BatchExecution(BatchOrder order, BatchStore store, RecordSearch search, Clock clock) {
        this.order = order;
        this.store = store;
        this.search = search;
        this.clock = clock;
    }

    /**
     * @param rows all of the batch
     * @param atOnce records in work at the same time
     * @param done told the number of finished records each time one more is
     * @throws Exception what {@code done} or the database throws: the run goes on later with what is open then
     */
    void work(List<BatchRow> rows, int atOnce, IntConsumer done) throws Exception {
        List<BatchRow> open = rows.stream().filter(row -> row.result() == null).toList();
        if (open.isEmpty()) {
            return;
        }
        AtomicInteger finished = new AtomicInteger(rows.size() - open.size());
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(atOnce, open.size()), work -> {
            Thread thread = new Thread(work, "batch-" + order.runId());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> all = new ArrayList<>();
            for (BatchRow row : open) {
                all.add(workers.submit(() -> {
                    one(row, () -> done.accept(finished.incrementAndGet()));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            abandoned = true;
            end(workers);
        }
    }

    /** The next execution must not meet look-ups of this one that are still being paid for. */
    private static void end(ExecutorService workers) throws InterruptedException {
        workers.shutdownNow();
        if (!workers.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
            log.warn("Look-ups of a batch go on although it was stopped");
        }
    }

    private void one(BatchRow row, Runnable done) throws InterruptedException {
        if (abandoned) {
            return;
        }
        boolean well = false;
        try {
            BatchRow.Result result = search.result(row);
            if (abandoned) {
                // A look-up that was interrupted says "failed" of a record that the next execution may find.
                return;
            }
            store.finish(order.tenant(), order.runId(), row.position(), result, clock.instant());
            done.run();
            well = true;
        } finally {
            abandoned |= !well;
        }
    }
}
