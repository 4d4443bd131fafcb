package io.lantern.hub.assign;

import io.lantern.hub.assign.Assignment.State;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes any number of turns of one pool in one transaction of the caller's: the pool's row is the lock, and rotation,
 * sequence, assignments and log entries commit together. Never calls Salesforce.
 */
@Component
class TurnTaker {
    private final PoolStore pools;
    private final AssignStore store;
    private final AuditLog log;
    private final AssignSettings settings;
    private final Clock clock;

    TurnTaker(PoolStore pools, AssignStore store, AuditLog log, AssignSettings settings, Clock clock) {
        this.pools = pools;
        this.store = store;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param state what becomes of a new assignment; {@link State#HANDED_OVER} is logged at once
     * @param loads what the pool's members own; null until {@link Outcome.NeedsLoads} has asked for it
     */
    record Turn(
            Ask ask,
            UserDirectory.Users users,
            State state,
            @Nullable Loads loads) {}

    /** What has become of one of the turns. */
    sealed interface Outcome {
        /** Taken now, or before by the same key. */
        record Taken(Assignment assignment) implements Outcome {}

        /** Nothing is changed. */
        record Failed(RuntimeException cause) implements Outcome {}

        /** Nothing is changed: ask what these users own, outside of the transaction, and come back. */
        record NeedsLoads(Set<SalesforceId> users) implements Outcome {}
    }

    /** @return in the order of the turns; one's failure is no other's */
    List<Outcome> take(TenantId tenant, String pool, List<Turn> turns) {
        PoolStore.PoolState state = pools.lock(tenant, pool).orElse(null);
        // Asked when the lock is ours: another may have taken the turn of a key while we waited.
        Work work = new Work(tenant, pool, state, turns);
        List<Outcome> outcomes = turns.stream().map(work::take).toList();
        work.save();
        return outcomes;
    }

    /** @return a copy of the pool to try turns on */
    TurnOrder order(TenantId tenant, PoolStore.PoolState state) {
        return new TurnOrder(state, turnsToday(tenant, state.pool()));
    }

    /** @return the counts and what was given since they were made */
    Loads withGiven(Ask ask, Loads loads) {
        return loads.plus(store.givenSince(ask.org(), loads.object(), loads.asOf()));
    }

    /** Gives a turn back, once, and notes it in the rotation. @return the rotation then */
    Rotation refund(Rotation rotation, Assignment assignment, State from, State to) {
        Long sequence = assignment.sequence();
        if (!store.move(assignment, from, to) || sequence == null) {
            return rotation;
        }
        SalesforceId owner = assignment.ownerId();
        Rotation after = rotation.giveBack(owner, assignment::tookPart);
        boolean wasLast = after.seat(owner).map(Rotation.Seat::last).orElse(0L).equals(sequence);
        return wasLast
                ? after.last(owner, store.lastTurn(assignment.org().tenant(), assignment.pool(), owner, sequence))
                : after;
    }

    private Map<SalesforceId, Long> turnsToday(TenantId tenant, Pool pool) {
        Map<ZoneId, Map<SalesforceId, Long>> byZone = new HashMap<>();
        Map<SalesforceId, Long> turns = new HashMap<>();
        Instant now = clock.instant();
        for (Pool.Member member : pool.members()) {
            if (member.dailyCap() != null) {
                Map<SalesforceId, Long> today = byZone.computeIfAbsent(member.zone(), zone -> {
                    Instant midnight =
                            now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
                    return store.turnsSince(tenant, pool.name(), midnight);
                });
                turns.put(member.userId(), today.getOrDefault(member.userId(), 0L));
            }
        }
        return turns;
    }

    /** One transaction's work on one pool. */
    private final class Work {
        private final TenantId tenant;
        private final String name;
        private final @Nullable TurnOrder order;
        private final Map<String, Assignment> byKey = new HashMap<>();
        private final Map<SalesforceId, Assignment> undone = new HashMap<>();
        private final List<Assignment> taken = new ArrayList<>();
        private final List<AuditEntry> entries = new ArrayList<>();
        private boolean changed;

        Work(TenantId tenant, String name, PoolStore.@Nullable PoolState state, List<Turn> turns) {
            this.tenant = tenant;
            this.name = name;
            this.order = state == null || state.archived() ? null : order(tenant, state);
            Set<String> keys = new HashSet<>();
            Set<SalesforceId> records = new HashSet<>();
            for (Turn turn : turns) {
                keys.add(turn.ask().key());
                if (turn.state() == State.DECIDED) {
                    records.add(turn.ask().record().id());
                }
            }
            store.assignments(tenant, keys).forEach(assignment -> byKey.put(assignment.key(), assignment));
            if (!records.isEmpty()) {
                store.undone(tenant, name, records)
                        .forEach(assignment -> undone.putIfAbsent(assignment.objectId(), assignment));
            }
        }

        Outcome take(Turn turn) {
            Ask ask = turn.ask();
            Assignment before = byKey.get(ask.key());
            if (before != null) {
                return new Outcome.Taken(before);
            }
            if (order == null) {
                return new Outcome.Failed(Turns.noPool(name));
            }
            Assignment waiting = turn.state() == State.DECIDED ? waiting(ask, order) : null;
            if (waiting != null) {
                return new Outcome.Taken(waiting);
            }
            if (!order.knowsLoads(ask)) {
                Set<SalesforceId> users = order.pool().users();
                Loads loads = turn.loads();
                if (loads == null || !loads.cover(users)) {
                    return new Outcome.NeedsLoads(users);
                }
                order.learn(ask, withGiven(ask, loads));
            }
            try {
                return new Outcome.Taken(takeNext(turn, order));
            } catch (ProblemException nobody) {
                return new Outcome.Failed(nobody);
            }
        }

        /** @return the record's turn that waits to be written, unless it is too old or its owner excluded */
        private @Nullable Assignment waiting(Ask ask, TurnOrder order) {
            Assignment found = undone.get(ask.record().id());
            if (found == null) {
                return null;
            }
            boolean stale = found.decidedAt().plus(settings.resumeWithin()).isBefore(clock.instant());
            if (!stale && !ask.options().excluded().contains(found.ownerId())) {
                return found;
            }
            undone.remove(found.objectId());
            // One that this transaction has taken is not in the database yet.
            insertTaken();
            order.rotation(refund(order.rotation(), found, State.DECIDED, State.ABANDONED));
            changed = true;
            return null;
        }

        private Assignment takeNext(Turn turn, TurnOrder order) {
            Ask ask = turn.ask();
            Instant now = clock.instant();
            TurnPolicy.Choice choice = order.next(ask, turn.users(), now);
            Assignment assignment = Assignment.of(
                    ask, choice, order.sequence(), turn.users(), turn.state(), now.truncatedTo(ChronoUnit.MICROS));
            byKey.put(assignment.key(), assignment);
            taken.add(assignment);
            if (turn.state() == State.DECIDED) {
                undone.put(assignment.objectId(), assignment);
            } else {
                entries.add(assignment.entry(ask));
            }
            return assignment;
        }

        private void insertTaken() {
            if (!taken.isEmpty()) {
                store.insertAll(taken);
                changed = true;
                taken.clear();
            }
        }

        void save() {
            insertTaken();
            if (order == null || !changed) {
                return;
            }
            pools.saveRotation(tenant, name, order.sequence(), order.rotation());
            if (!entries.isEmpty()) {
                log.appendAll(entries);
            }
        }
    }
}
