package io.lantern.hub.audit.chain;

import io.lantern.hub.kernel.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
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
    private final TransactionTemplate savepoint;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "audit-chain");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean running;

    ChainWriter(ChainStore store, PlatformTransactionManager transactions, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
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

    /** Links everything of the tenant that is committed now, in transactions of its own unless there is one. */
    public void link(TenantId tenant) {
        try {
            // PostgreSQL gives up a transaction in which a statement failed; a savepoint keeps the caller's alive.
            savepoint.executeWithoutResult(status -> store.ensureHead(tenant));
        } catch (DuplicateKeyException e) {
            // Another node began the chain between the look and the insert.
        }
        int linked = BATCH;
        while (linked == BATCH) {
            Integer done = transaction.execute(status -> linkBatch(tenant));
            linked = done == null ? 0 : done;
        }
    }

    /**
     * Empties the reason and the diff of entries, in the caller's transaction. Their links stay and say so.
     *
     * @param seqs numbers of committed entries
     * @return how many there were
     */
    public int erase(TenantId tenant, List<Long> seqs) {
        hold(tenant);
        return store.erase(tenant, seqs, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Removes entries, in the caller's transaction. Their links stay and say so. Safe to repeat.
     *
     * @param seqs numbers of committed entries
     * @return how many there were
     */
    public int remove(TenantId tenant, List<Long> seqs) {
        hold(tenant);
        return store.remove(tenant, seqs, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Links everything that is committed now, and keeps the chain as it is then until the caller's transaction ends.
     */
    public void hold(TenantId tenant) {
        link(tenant);
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
