package io.lantern.hub.audit.retention;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Goes through what is over time, action by action, and fetches a batch when it is asked for. */
final class ExpiredEntries implements Iterator<ExpiredBatch> {
    /** Keeps a transaction short and a batch small in memory; the chain stands still while one is removed. */
    static final int BATCH = 2000;

    private final RetentionStore store;
    private final TenantId tenant;
    private final RetentionPolicy policy;
    private final Instant now;
    private final Deque<String> actions;
    private RetentionStore.Place place = RetentionStore.Place.BEGINNING;
    private @Nullable ExpiredBatch next;

    ExpiredEntries(RetentionStore store, TenantId tenant, RetentionPolicy policy, Instant now) {
        this.store = store;
        this.tenant = tenant;
        this.policy = policy;
        this.now = now;
        this.actions =
                new ArrayDeque<>(policy.legalHold() ? List.of() : policy.days().keySet());
    }

    @Override
    public boolean hasNext() {
        while (next == null && !actions.isEmpty()) {
            String action = actions.element();
            List<RetentionStore.Place> found = store.expired(tenant, action, policy.end(action, now), place, BATCH);
            if (found.isEmpty()) {
                actions.remove();
                place = RetentionStore.Place.BEGINNING;
            } else {
                place = found.get(found.size() - 1);
                next = new ExpiredBatch(
                        tenant,
                        policy,
                        action,
                        found.get(0).at(),
                        found.stream().map(RetentionStore.Place::seq).toList());
            }
        }
        return next != null;
    }

    @Override
    public ExpiredBatch next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        ExpiredBatch batch = next;
        next = null;
        return batch;
    }
}
