package io.lantern.hub.agent.batch;

import io.lantern.hub.run.RunWork.Journal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** Tells a run how far it is, not more often than anybody looks: each time is a commit. */
final class BatchProgress implements IntConsumer {
    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final Journal journal;
    private final int total;
    private final AtomicLong told = new AtomicLong(System.nanoTime() - PAUSE);

    BatchProgress(Journal journal, int total) {
        this.journal = journal;
        this.total = total;
    }

    @Override
    public void accept(int done) {
        long last = told.get();
        long now = System.nanoTime();
        if (done == total || (now - last >= PAUSE && told.compareAndSet(last, now))) {
            journal.progress(done, total);
        }
    }
}
