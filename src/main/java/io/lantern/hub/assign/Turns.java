package io.lantern.hub.assign;

import io.lantern.hub.assign.Assignment.State;
import io.lantern.hub.assign.TurnTaker.Outcome;
import io.lantern.hub.assign.TurnTaker.Turn;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes turns, one after the other per pool on however many threads and nodes. */
@Component
class Turns {
    private static final int ATTEMPTS = 8;

    private final PoolStore pools;
    private final AssignStore store;
    private final TurnTaker taker;
    private final OpenRecords openRecords;
    private final AuditLog log;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<TurnQueue.Key, TurnQueue> queues = new ConcurrentHashMap<>();

    Turns(
            PoolStore pools,
            AssignStore store,
            TurnTaker taker,
            OpenRecords openRecords,
            AuditLog log,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.pools = pools;
        this.store = store;
        this.taker = taker;
        this.openRecords = openRecords;
        this.log = log;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    Optional<Assignment> find(TenantId tenant, String key) {
        return store.assignment(tenant, key);
    }

    /**
     * The owner is settled without the pool.
     *
     * @param together what commits with it
     */
    Assignment keep(Ask ask, Assignment kept, Runnable together) {
        return settled(() -> store.assignment(ask.tenant(), ask.key()).orElseGet(() -> {
            store.insertAll(List.of(kept));
            log.append(kept.entry(ask));
            together.run();
            return kept;
        }));
    }

    /** @return the decision that leaves the owner as it is, for {@link #keep}; nothing is changed */
    Assignment keeping(Ask ask, SalesforceId owner, String ownerName, String reason) {
        return Assignment.keeping(ask, owner, ownerName, reason, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Takes the next turn, or finds the one this key took before. With {@link State#DECIDED} also a turn of the
     * record that waits to be written is found, so that a repeat finishes it and a double click shares it.
     *
     * @param state {@link State#HANDED_OVER} logs at once; {@link State#DECIDED} leaves that to {@link #written}
     * @throws ProblemException {@code not_found} without such a pool, {@code conflict} when nobody is available
     */
    Assignment take(Ask ask, UserDirectory.Users users, State state) {
        TurnQueue.Key key = new TurnQueue.Key(ask.tenant(), ask.pool());
        Loads loads = null;
        while (true) {
            Outcome outcome = queues.computeIfAbsent(key, this::queue).take(new Turn(ask, users, state, loads));
            if (outcome instanceof Outcome.Taken taken) {
                return taken.assignment();
            }
            if (outcome instanceof Outcome.Failed failed) {
                forgetUnknown(key, failed.cause());
                throw failed.cause();
            }
            Outcome.NeedsLoads needed = (Outcome.NeedsLoads) outcome;
            loads = openRecords.of(ask.org(), ask.record().object(), needed.users());
        }
    }

    private TurnQueue queue(TurnQueue.Key key) {
        return new TurnQueue(turns -> settled(() -> taker.take(key.tenant(), key.pool(), turns)));
    }

    /** Names that are no pool's shall not fill the memory. */
    private void forgetUnknown(TurnQueue.Key key, RuntimeException cause) {
        if (cause instanceof ProblemException problem && problem.problem().code() == ProblemCode.NOT_FOUND) {
            queues.remove(key);
        }
    }

    /** @return what {@link #take} would give now; nothing is changed */
    Assignment preview(Ask ask, UserDirectory.Users users) {
        TurnOrder order = trial(ask);
        TurnPolicy.Choice choice = order.next(ask, users, clock.instant());
        return Assignment.of(
                ask,
                choice,
                order.sequence(),
                users,
                State.DECIDED,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** @return turns to be tried in memory, as the pool is now */
    TurnOrder trial(Ask ask) {
        PoolStore.PoolState state = pools.pool(ask.tenant(), ask.pool()).orElseThrow(() -> noPool(ask.pool()));
        TurnOrder order = taker.order(ask.tenant(), state);
        if (!order.knowsLoads(ask)) {
            Loads loads = openRecords.of(
                    ask.org(), ask.record().object(), state.pool().users());
            order.learn(ask, taker.withGiven(ask, loads));
        }
        return order;
    }

    /**
     * Salesforce has the owner: the decision is final and in the log.
     *
     * @param together what commits with it, when no other request was quicker
     */
    void written(Assignment assignment, Ask ask, Runnable together) {
        settled(() -> {
            if (store.move(assignment, State.DECIDED, State.WRITTEN)) {
                log.append(assignment.entry(ask));
                together.run();
            }
            return assignment;
        });
    }

    /** Gives the turn back, once: whoever paid for it gets the credit again. The sequence stays used. */
    void giveBack(Assignment assignment, State from, State to) {
        TenantId tenant = assignment.org().tenant();
        settled(() -> {
            pools.lock(tenant, assignment.pool()).ifPresent(state -> {
                Rotation after = taker.refund(state.rotation(), assignment, from, to);
                pools.saveRotation(tenant, assignment.pool(), state.sequence(), after);
            });
            return assignment;
        });
    }

    static ProblemException noPool(String name) {
        return new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no pool `%s`, or it is archived. GET /v1/routing/pools lists the pools; POST there creates one."
                        .formatted(name));
    }

    /** In a transaction; again when it lost against another for a lock or a key. */
    private <T> T settled(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                T result = transaction.execute(status -> work.get());
                if (result == null) {
                    throw new IllegalStateException("A turn without an outcome");
                }
                return result;
            } catch (ConcurrencyFailureException | DuplicateKeyException lost) {
                if (attempt == ATTEMPTS) {
                    throw lost;
                }
                int millis = ThreadLocalRandom.current().nextInt(5, 50 * attempt);
                LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            }
        }
    }
}
