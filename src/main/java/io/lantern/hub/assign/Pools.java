package io.lantern.hub.assign;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Administration of pools. A change holds the pool's row, so that every turn is before it or after it. */
@Service
public class Pools {
    private static final int MAX_PER_PAGE = 100;
    private static final int MAX_PREVIEW = 100;

    private final PoolStore store;
    private final AssignStore assignments;
    private final PoolSeed seed;
    private final Turns turns;
    private final UserDirectory directory;
    private final SalesforceOrgs orgs;
    private final PoolRequestReader reader;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Pools(
            PoolStore store,
            AssignStore assignments,
            PoolSeed seed,
            Turns turns,
            UserDirectory directory,
            SalesforceOrgs orgs,
            PoolRequestReader reader,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.assignments = assignments;
        this.seed = seed;
        this.turns = turns;
        this.directory = directory;
        this.orgs = orgs;
        this.reader = reader;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Operation {@code assign.pools}. @param page from 1, null for 1; @param perPage 1 to 100, null for 20 */
    public PoolList list(@Nullable String page, @Nullable String perPage, Caller caller) {
        Faults faults = new Faults();
        int number = faults.number("page", page, 1, 1_000_000);
        int size = faults.number("per_page", perPage, 20, MAX_PER_PAGE);
        faults.throwIfAny("The pools were not listed");
        seed.sow(caller.tenant(), null);
        return new PoolList(
                store.pools(caller.tenant(), (number - 1) * size, size), store.count(caller.tenant()), number, size);
    }

    /** Operation {@code assign.createPool}. @throws ProblemException {@code conflict} when the name is taken */
    public Pool create(PoolRequest request, Caller caller) {
        Pool pool = PoolRequestText.parse(request);
        seed.sow(caller.tenant(), null);
        try {
            transaction.executeWithoutResult(status -> store.insert(caller.tenant(), pool, clock.instant()));
        } catch (DuplicateKeyException taken) {
            String archived = store.pool(caller.tenant(), pool.name()).isPresent()
                    ? ""
                    : ", archived: the log's entries of that name are its own";
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "There is a pool `%s` already%s. Choose another name.".formatted(pool.name(), archived),
                    taken);
        }
        return pool;
    }

    /** Operation {@code assign.pool}. @throws ProblemException {@code not_found} without such a pool */
    public Pool show(String pool, Caller caller) {
        seed.sow(caller.tenant(), null);
        return store.pool(caller.tenant(), pool)
                .orElseThrow(() -> Turns.noPool(pool))
                .pool();
    }

    /**
     * Operation {@code assign.changePool}. The next turn on any node sees the change.
     *
     * @param changes as the contract says: what is left out stays, null takes away
     * @throws ProblemException with every fault at once; {@code not_found} without such a pool
     */
    public Pool change(String pool, JsonNode changes, Caller caller) {
        seed.sow(caller.tenant(), null);
        return inTransaction(() -> {
            PoolStore.PoolState before = locked(caller.tenant(), pool);
            Pool after = reader.change(changes, before.pool());
            store.replace(caller.tenant(), after);
            if (changes.has("members")) {
                Rotation rotation = before.rotation().seating(after.members());
                store.saveRotation(caller.tenant(), pool, before.sequence(), rotation);
            }
            return after;
        });
    }

    /**
     * Operation {@code assign.deletePool}. A pool that was never asked for an owner is deleted and its name is free;
     * any other is archived and keeps its name, which is in the log.
     *
     * @throws ProblemException {@code not_found} without such a pool
     */
    public void delete(String pool, Caller caller) {
        seed.sow(caller.tenant(), null);
        inTransaction(() -> {
            PoolStore.PoolState state = locked(caller.tenant(), pool);
            if (state.sequence() > 0 || assignments.knows(caller.tenant(), pool)) {
                store.archive(caller.tenant(), pool, clock.instant());
            } else {
                store.delete(caller.tenant(), pool);
            }
            return state;
        });
    }

    /**
     * Operation {@code assign.preview}.
     *
     * @param count turns to show, 1 to 100; null for 10
     * @param object whose turns; matters where open records are counted; null for lead
     * @throws ProblemException {@code not_found} without such a pool
     */
    public PoolPreview preview(String pool, @Nullable String count, @Nullable String object, Caller caller) {
        Faults faults = new Faults();
        int number = faults.number("count", count, 10, MAX_PREVIEW);
        String type = AssignOrder.object(faults, object == null ? "lead" : object);
        faults.throwIfAny("Nothing was previewed");
        OrgRef org = orgs.ofTenant(caller.tenant(), null).ref();
        seed.sow(caller.tenant(), org);
        Ask ask = new Ask(
                org,
                pool,
                Ask.Subject.any(Objects.requireNonNull(type)),
                "",
                caller.requestId(),
                "",
                Ask.Options.ORDINARY);
        TurnOrder order = turns.trial(ask);
        return tried(order, ask, directory.users(org), number);
    }

    private PoolPreview tried(TurnOrder order, Ask ask, UserDirectory.Users users, int count) {
        Instant now = clock.instant();
        List<PoolPreview.Turn> next = new ArrayList<>();
        while (next.size() < count && order.hasNext(ask, users, now)) {
            TurnPolicy.Choice choice = order.next(ask, users, now);
            SalesforceId owner = choice.owner();
            next.add(new PoolPreview.Turn(order.sequence(), owner.value(), users.name(owner), choice.because()));
        }
        List<PoolPreview.Skipped> skipped = new ArrayList<>();
        for (Pool.Member member : order.pool().members()) {
            String reason = order.skipReason(member, ask, users, now);
            if (reason != null) {
                skipped.add(new PoolPreview.Skipped(member.userId().value(), reason));
            }
        }
        return new PoolPreview(ask.pool(), now, next, skipped);
    }

    private PoolStore.PoolState locked(TenantId tenant, String pool) {
        return store.lock(tenant, pool).filter(state -> !state.archived()).orElseThrow(() -> Turns.noPool(pool));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
