package io.lantern.hub.assign;

import io.lantern.hub.assign.Assignment.State;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes turns, one after the other per pool on however many threads and nodes: the pool's row is the lock, and
 * rotation, sequence, assignment and log entry commit together. Never calls Salesforce.
 */
@Component
class Turns {
    private static final int ATTEMPTS = 8;

    private final AssignStore store;
    private final AuditLog log;
    private final AssignSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Turns(
            AssignStore store,
            AuditLog log,
            AssignSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.log = log;
        this.settings = settings;
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
            store.insert(kept);
            log(kept, ask);
            together.run();
            return kept;
        }));
    }

    /** @return the decision that leaves the owner as it is, for {@link #keep}; nothing is changed */
    Assignment keeping(Ask ask, SalesforceId owner, String ownerName, String reason) {
        List<Why> why = List.of(Why.chosen(owner.value(), reason));
        return assignment(ask, null, new Owner(owner, ownerName, reason, why), State.HANDED_OVER);
    }

    /**
     * Takes the next turn, or finds the one this key took before. With {@link State#DECIDED} also a turn of the
     * record that waits to be written is found, so that a repeat finishes it and a double click shares it.
     *
     * @param state {@link State#HANDED_OVER} logs at once; {@link State#DECIDED} leaves that to {@link #written}
     * @throws ProblemException {@code not_found} without such a pool, {@code conflict} when nobody is available
     */
    Assignment take(Ask ask, UserDirectory.Users users, State state) {
        return settled(() -> {
            Optional<Assignment> before = store.assignment(ask.tenant(), ask.key());
            if (before.isPresent()) {
                return before.get();
            }
            lock(ask);
            // While we waited for the lock, another may have taken the turn for this key.
            Optional<Assignment> meanwhile = store.assignment(ask.tenant(), ask.key());
            Optional<Assignment> taken = state == State.DECIDED ? meanwhile.or(() -> undone(ask)) : meanwhile;
            return taken.orElseGet(() -> takeNext(ask, users, state));
        });
    }

    /** @return what {@link #take} would give now; nothing is changed */
    Assignment preview(Ask ask, UserDirectory.Users users) {
        AssignStore.PoolState pool = store.pool(ask.tenant(), ask.pool()).orElseThrow(() -> noPool(ask.pool()));
        return assignment(ask, pool, owner(ask, choose(ask, pool, users), users), State.DECIDED);
    }

    /**
     * Salesforce has the owner: the decision is final and in the log.
     *
     * @param together what commits with it, when no other request was quicker
     */
    void written(Assignment assignment, Ask ask, Runnable together) {
        settled(() -> {
            if (store.move(assignment, State.DECIDED, State.WRITTEN)) {
                log(assignment, ask);
                together.run();
            }
            return assignment;
        });
    }

    /** Gives the turn back, once: whoever paid for it gets the credit again. The sequence stays used. */
    void giveBack(Assignment assignment, State from, State to) {
        settled(() -> {
            refund(assignment, from, to);
            return assignment;
        });
    }

    static ProblemException noPool(String name) {
        return new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no pool `%s`. GET /v1/routing/pools lists the pools; POST there creates one."
                        .formatted(name));
    }

    private AssignStore.PoolState lock(Ask ask) {
        return store.lockPool(ask.tenant(), ask.pool()).orElseThrow(() -> noPool(ask.pool()));
    }

    private Assignment takeNext(Ask ask, UserDirectory.Users users, State state) {
        AssignStore.PoolState pool = lock(ask);
        TurnPolicy.Choice choice = choose(ask, pool, users);
        Assignment assignment = assignment(ask, pool, owner(ask, choice, users), state);
        store.saveRotation(ask.tenant(), ask.pool(), pool.sequence() + 1, choice.after());
        store.insert(assignment);
        if (state == State.HANDED_OVER) {
            log(assignment, ask);
        }
        return assignment;
    }

    /**
     * @return the record's turn that still waits to be written, if it is young enough and its owner not excluded;
     *     else such a turn is given back
     */
    private Optional<Assignment> undone(Ask ask) {
        Assignment undone =
                store.undone(ask.tenant(), ask.pool(), ask.record().id()).orElse(null);
        if (undone == null) {
            return Optional.empty();
        }
        boolean stale = undone.decidedAt().plus(settings.resumeWithin()).isBefore(clock.instant());
        if (stale || ask.options().excluded().contains(undone.ownerId())) {
            refund(undone, State.DECIDED, State.ABANDONED);
            return Optional.empty();
        }
        return Optional.of(undone);
    }

    private void refund(Assignment assignment, State from, State to) {
        TenantId tenant = assignment.org().tenant();
        AssignStore.PoolState pool = store.lockPool(tenant, assignment.pool()).orElse(null);
        if (pool != null && store.move(assignment, from, to) && assignment.sequence() != null) {
            Rotation after = pool.rotation().giveBack(assignment.ownerId(), assignment::tookPart);
            store.saveRotation(tenant, assignment.pool(), pool.sequence(), after);
        }
    }

    private TurnPolicy.Choice choose(Ask ask, AssignStore.PoolState state, UserDirectory.Users users) {
        Ask.Options options = ask.options();
        Availability availability = new Availability(
                state.pool(),
                clock.instant(),
                options.excluded(),
                user -> !options.excludeInactive() || users.isActive(user),
                turnsToday(ask.tenant(), state.pool()));
        return TurnPolicy.choose(state.rotation(), availability, options.placeFirst());
    }

    private Map<SalesforceId, Long> turnsToday(TenantId tenant, Pool pool) {
        Map<ZoneId, Map<SalesforceId, Long>> byZone = new HashMap<>();
        Map<SalesforceId, Long> turns = new HashMap<>();
        for (Pool.Member member : pool.members()) {
            if (member.dailyCap() != null) {
                Map<SalesforceId, Long> today = byZone.computeIfAbsent(
                        member.zone(),
                        zone -> store.turnsSince(
                                tenant,
                                pool.name(),
                                clock.instant()
                                        .atZone(zone)
                                        .toLocalDate()
                                        .atStartOfDay(zone)
                                        .toInstant()));
                turns.put(member.userId(), today.getOrDefault(member.userId(), 0L));
            }
        }
        return turns;
    }

    private record Owner(SalesforceId id, String name, String reason, List<Why> why) {}

    private static Owner owner(Ask ask, TurnPolicy.Choice choice, UserDirectory.Users users) {
        String note = ask.options().note();
        String reason = note == null ? choice.because() : note + ". " + choice.because();
        return new Owner(choice.owner(), users.name(choice.owner()), reason, choice.why());
    }

    /** @param pool null when no turn is used */
    private Assignment assignment(Ask ask, AssignStore.@Nullable PoolState pool, Owner owner, State state) {
        Ask.Subject record = ask.record();
        return new Assignment(
                ask.key(),
                ask.org(),
                ask.pool(),
                pool == null ? null : pool.sequence() + 1,
                record.object(),
                record.id(),
                owner.id(),
                owner.name(),
                record.prevOwner(),
                state,
                owner.reason(),
                owner.why(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private void log(Assignment assignment, Ask ask) {
        SalesforceId before = assignment.prevOwner();
        SalesforceId owner = assignment.ownerId();
        String prevOwner = before == null ? null : before.value();
        boolean byPool = assignment.sequence() != null;
        String source = byPool ? "pool " + assignment.pool() : "owner first";
        Map<String, FieldChange> diff = owner.value().equals(prevOwner)
                ? Map.of()
                : Map.of("OwnerId", new FieldChange(prevOwner, owner.value(), source, null));
        log.append(new AuditEntry(
                ask.tenant(),
                "assign",
                assignment.object(),
                assignment.objectId().value(),
                byPool ? assignment.pool() : null,
                owner.value(),
                prevOwner,
                assignment.sequence(),
                assignment.reason(),
                ask.requestId(),
                ask.auditKey(),
                diff,
                ask.record().createdAt()));
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
