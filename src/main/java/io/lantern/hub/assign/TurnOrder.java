package io.lantern.hub.assign;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns of one pool, one after the other, in memory: each sees what those before it have changed. */
final class TurnOrder {
    private final Pool pool;
    private final Map<SalesforceId, Long> turnsToday;
    private final Map<Kind, Loads> loads = new HashMap<>();
    private long sequence;
    private Rotation rotation;

    /** @param turnsToday user to turns on the user's own calendar day; absent means none */
    TurnOrder(PoolStore.PoolState state, Map<SalesforceId, Long> turnsToday) {
        this.pool = state.pool();
        this.sequence = state.sequence();
        this.rotation = state.rotation();
        this.turnsToday = new HashMap<>(turnsToday);
    }

    private record Kind(OrgRef org, String object) {}

    Pool pool() {
        return pool;
    }

    /** @return of the last turn; 0 before the first */
    long sequence() {
        return sequence;
    }

    Rotation rotation() {
        return rotation;
    }

    void rotation(Rotation value) {
        this.rotation = value;
    }

    /** @return whether the next turn for such a record can be taken without asking who owns what */
    boolean knowsLoads(Ask ask) {
        return pool.strategy() != Strategy.LOAD || loads.containsKey(kind(ask));
    }

    void learn(Ask ask, Loads found) {
        loads.put(kind(ask), found);
    }

    /**
     * Takes the next turn.
     *
     * @throws io.lantern.hub.kernel.ProblemException {@code conflict} when nobody is available; then nothing changed
     */
    TurnPolicy.Choice next(Ask ask, UserDirectory.Users users, Instant now) {
        Loads known = loads.getOrDefault(kind(ask), Loads.NONE);
        TurnPolicy.Choice choice = TurnPolicy.choose(
                rotation,
                sequence + 1,
                availability(ask, users, now),
                ask.options().placeFirst(),
                known);
        sequence++;
        rotation = choice.after();
        turnsToday.merge(choice.owner(), 1L, Long::sum);
        if (known != Loads.NONE && !choice.owner().equals(ask.record().prevOwner())) {
            learn(ask, known.plus(Map.of(choice.owner(), 1L)));
        }
        return choice;
    }

    /** @return whether anybody, the fallback included, could get the next turn */
    boolean hasNext(Ask ask, UserDirectory.Users users, Instant now) {
        Availability availability = availability(ask, users, now);
        SalesforceId fallback = pool.fallback();
        return pool.members().stream().anyMatch(member -> availability.skipReason(member) == null)
                || (fallback != null && availability.fallbackSkipReason(fallback) == null);
    }

    /** @return why a member would be skipped now, or null when available */
    @Nullable
    String skipReason(Pool.Member member, Ask ask, UserDirectory.Users users, Instant now) {
        return availability(ask, users, now).skipReason(member);
    }

    private Availability availability(Ask ask, UserDirectory.Users users, Instant now) {
        Ask.Options options = ask.options();
        return new Availability(
                pool, now, options.excluded(), user -> !options.excludeInactive() || users.isActive(user), turnsToday);
    }

    private static Kind kind(Ask ask) {
        return new Kind(ask.org(), ask.record().object());
    }
}
