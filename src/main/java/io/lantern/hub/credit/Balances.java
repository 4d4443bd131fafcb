package io.lantern.hub.credit;

import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What tenants have left, remembered for a moment: every answer of the hub says it. What this node spends is seen at
 * once, what others spend within a second. Opens a tenant's account when the hub first meets the tenant.
 */
@Component
class Balances {
    private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();

    private final CreditStore store;
    private final CreditSettings settings;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;
    private final Map<TenantId, Known> tenants = new ConcurrentHashMap<>();

    Balances(CreditStore store, CreditSettings settings, Clock clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @param version of the balance when the reading of it began */
    private record Reading(Credits credits, long version, long at) {}

    private static final class Known {
        final AtomicLong version = new AtomicLong();
        volatile @Nullable Reading last;
    }

    /** @return at most a second old, and newer than any change that this node has committed */
    Credits remaining(TenantId tenant) {
        Known known = known(tenant);
        Reading last = known.last;
        if (last != null && last.version() == known.version.get() && System.nanoTime() - last.at() < REMEMBERED) {
            return last.credits();
        }
        return read(tenant);
    }

    /** @return as the database has it now */
    Credits read(TenantId tenant) {
        Known known = known(tenant);
        // Taken before the look: a change that is committed meanwhile makes this reading an old one.
        long version = known.version.get();
        long now = System.nanoTime();
        Credits credits = store.balance(tenant).orElseGet(() -> open(tenant));
        known.last = new Reading(credits, version, now);
        return credits;
    }

    /** To be called where the balance changes, in that transaction. */
    void changes(TenantId tenant) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                known(tenant).version.incrementAndGet();
            }
        });
    }

    private Known known(TenantId tenant) {
        return tenants.computeIfAbsent(tenant, first -> new Known());
    }

    private Credits open(TenantId tenant) {
        Credits initial = settings.initial(tenant);
        try {
            ownTransaction.executeWithoutResult(status -> {
                store.openAccount(tenant, initial, clock.instant());
                if (!initial.isNone()) {
                    store.append(Entry.grant(Grants.initial(tenant), initial, "Initial credits"), clock.instant());
                }
            });
            return initial;
        } catch (DuplicateKeyException anotherWasFaster) {
            return Objects.requireNonNull(
                    ownTransaction.execute(status -> store.balance(tenant).orElseThrow(() -> anotherWasFaster)));
        }
    }
}
