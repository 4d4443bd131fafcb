package io.lantern.hub.enrich;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Forgets answers that have expired. */
@Component
class CacheUpkeep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CacheUpkeep.class);

    private final AnswerCache cache;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "enrich-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean running;

    CacheUpkeep(AnswerCache cache) {
        this.cache = cache;
    }

    @Override
    public void start() {
        running = true;
        timer.scheduleWithFixedDelay(this::forget, 5, 60, TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void forget() {
        try {
            log.debug("Forgot {} expired answers", cache.removeExpired());
        } catch (RuntimeException e) {
            // The next time tries again; an exception would end the timer.
            log.warn("Expired answers could not be removed: {}", e.getMessage());
        }
    }
}
