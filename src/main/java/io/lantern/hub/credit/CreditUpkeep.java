package io.lantern.hub.credit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Releases what killed processes had reserved, and checks the accounts. */
@Component
class CreditUpkeep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CreditUpkeep.class);

    private final Reservations reservations;
    private final DriftCheck drift;
    private final CreditSettings settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "credit-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean running;

    CreditUpkeep(Reservations reservations, DriftCheck drift, CreditSettings settings) {
        this.reservations = reservations;
        this.drift = drift;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        long checkEvery = settings.checkEvery().toSeconds();
        timer.scheduleWithFixedDelay(() -> tried(this::sweep), 1, 1, TimeUnit.MINUTES);
        timer.scheduleWithFixedDelay(() -> tried(drift::check), 1, checkEvery, TimeUnit.SECONDS);
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

    private void sweep() {
        int released = reservations.sweep();
        if (released > 0) {
            log.info("Released {} reservations that killed or stuck requests had left", released);
        }
    }

    private static void tried(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // The next time tries again; an exception would end the timer.
            log.warn("The upkeep of credits failed: {}", e.getMessage());
        }
    }
}
