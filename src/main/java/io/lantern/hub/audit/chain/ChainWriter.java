package io.lantern.hub.audit.chain;

import io.lantern.hub.kernel.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links committed entries, a batch in one transaction, twice a second. Every node has one; the head's row lets one of
 * them at a time work for a tenant. A kill loses nothing: a batch is linked whole or waits on.
 */
@Component
public class ChainWriter implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ChainWriter.class);

    private static final long PAUSE_MILLIS = 500;
    private static final int BATCH = 1000;

    private final ChainStore store;
    private final TransactionTemplate transaction;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "audit-chain");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean running;

    ChainWriter(ChainStore store, TransactionTemplate transaction, MeterRegistry metrics) {
        this.store = store;
        this.transaction = transaction;
        Gauge.builder("lantern.audit.unlinked", store, ChainStore::countUnlinked)
                .description("Entries of the audit log that wait to be linked into the chain")
                .register(metrics);
    }

    @Override
    public void start() {
        running = true;
        timer.scheduleWithFixedDelay(this::tried, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
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

    private void tried() {
        try {
            store.tenantsWithUnlinked().forEach(this::link);
        } catch (RuntimeException e) {
            // The next time tries again; an exception would end the timer.
            log.warn("Entries of the audit log could not be linked yet: {}", e.getMessage());
        }
    }

    /** Links everything of the tenant that is committed now. */
    public void link(TenantId tenant) {
        store.ensureHead(tenant);
        int linked = BATCH;
        while (linked == BATCH) {
            Integer done = transaction.execute(status -> linkBatch(tenant));
            linked = done == null ? 0 : done;
        }
    }

    /** Keeps the chain of the tenant as it is until the caller's transaction ends. */
    public void hold(TenantId tenant) {
        store.ensureHead(tenant);
        store.lockHead(tenant);
    }

    private int linkBatch(TenantId tenant) {
        ChainStore.Head head = store.lockHead(tenant);
        List<ChainStore.Link> links = new ArrayList<>();
        long number = head.number();
        String hash = head.hash();
        for (Content entry : store.unlinked(tenant, BATCH)) {
            String content = entry.hash();
            hash = Content.chained(hash, content);
            number++;
            links.add(new ChainStore.Link(number, entry.seq(), entry.occurredAt(), content, hash, null));
        }
        if (!links.isEmpty()) {
            store.append(tenant, links);
        }
        return links.size();
    }
}
