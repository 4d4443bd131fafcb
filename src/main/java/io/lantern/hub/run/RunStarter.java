package io.lantern.hub.run;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Begins with runs when everything else stands, and ends with them before anything else falls. */
final class RunStarter implements DbSchedulerStarter, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RunStarter.class);

    private final Scheduler scheduler;
    private final RunStore store;
    private final DataSource dataSource;
    private volatile boolean running;

    RunStarter(Scheduler scheduler, RunStore store, DataSource dataSource) {
        this.scheduler = scheduler;
        this.store = store;
        this.dataSource = dataSource;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        doStart();
    }

    @Override
    public void doStart() {
        if (isAlone()) {
            int left = store.reclaimTimers();
            if (left > 0) {
                log.info("Goes on with {} runs that the last stop or crash interrupted", left);
            }
        }
        scheduler.start();
    }

    // An H2 file belongs to one process, so whoever held a timer is dead; on PostgreSQL another node may live.
    private boolean isAlone() {
        try (Connection connection = dataSource.getConnection()) {
            return "H2".equals(connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer", e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
