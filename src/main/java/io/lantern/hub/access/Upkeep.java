package io.lantern.hub.access;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Does each minute what no request should wait for. */
@Component
class Upkeep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final Buckets buckets;
    private final LastUse lastUse;
    private final ScheduledExecutorService minutes = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "access-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean running;

    Upkeep(Buckets buckets, LastUse lastUse) {
        this.buckets = buckets;
        this.lastUse = lastUse;
    }

    @Override
    public void start() {
        running = true;
        minutes.scheduleWithFixedDelay(() -> tried(buckets::tidy), 1, 1, TimeUnit.MINUTES);
        minutes.scheduleWithFixedDelay(() -> tried(lastUse::write), 1, 1, TimeUnit.MINUTES);
    }

    /** Does not wait long: a database that is gone would hold up the stop. */
    @Override
    public void stop() {
        running = false;
        minutes.execute(() -> tried(lastUse::write));
        minutes.shutdown();
        try {
            if (!minutes.awaitTermination(2, TimeUnit.SECONDS)) {
                minutes.shutdownNow();
            }
        } catch (InterruptedException e) {
            minutes.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** After the port has closed. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void tried(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // The next minute tries again; an exception would end the timer.
            log.warn("Room access could not tidy up: {}", e.getMessage());
        }
    }
}
