package io.lantern.hub.assign;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides who is next, and says of each member why or why not. Touches nothing. */
final class TurnPolicy {
    private final Pool pool;
    private final Availability availability;
    private final Loads loads;
    private final Map<SalesforceId, @Nullable String> skips = new HashMap<>();

    private TurnPolicy(Availability availability, Loads loads) {
        this.pool = availability.pool();
        this.availability = availability;
        this.loads = loads;
        pool.members().forEach(member -> skips.put(member.userId(), availability.skipReason(member)));
    }

    /** @param after where the rotation stands when the choice is taken */
    record Choice(SalesforceId owner, String because, List<Why> why, Rotation after) {}

    /**
     * @param sequence of the turn
     * @param placeFirst member who goes before the others; null for the ordinary turn
     * @param loads what members own; asked by strategy {@code load} only
     * @throws ProblemException {@code conflict} when nobody is available and the pool has no fallback that is
     */
    static Choice choose(
            Rotation rotation,
            long sequence,
            Availability availability,
            @Nullable SalesforceId placeFirst,
            Loads loads) {
        Rotation placed = placeFirst == null ? rotation : rotation.placeFirst(placeFirst);
        return new TurnPolicy(availability, loads).choose(placed, sequence);
    }

    private Choice choose(Rotation rotation, long sequence) {
        Predicate<SalesforceId> available = user -> skips.get(user) == null;
        Rotation.Turn turn = switch (pool.strategy()) {
            case ROUND_ROBIN -> rotation.next(available);
            case LEAST_RECENT -> rotation.first(available, Comparator.comparingLong(Rotation.Seat::last));
            case LOAD ->
                rotation.first(
                        available,
                        Comparator.<Rotation.Seat>comparingLong(seat -> loads.of(seat.user()))
                                .thenComparingLong(Rotation.Seat::last));
        };
        Rotation.Seat chosen = turn.chosen();
        if (chosen == null) {
            SalesforceId fallback = fallback();
            String because = "Fallback of pool %s: no member is available".formatted(pool.name());
            List<Why> why = why(user -> Why.skipped(user.value(), ""));
            why.add(Why.chosen(fallback.value(), because));
            return new Choice(fallback, because, why, rotation);
        }
        String because = because(chosen, turn.totalWeight());
        List<Why> why = why(user -> user.equals(chosen.user())
                ? Why.chosen(user.value(), because)
                : Why.skipped(user.value(), passedOver(rotation, user)));
        return new Choice(chosen.user(), because, why, turn.after().last(chosen.user(), sequence));
    }

    private String because(Rotation.Seat chosen, long totalWeight) {
        boolean placed = chosen.placed() > 0;
        return switch (pool.strategy()) {
            case ROUND_ROBIN ->
                "%s pool %s (weight %d of %d)"
                        .formatted(
                                placed ? "Placed at the top of" : "Next turn of",
                                pool.name(),
                                chosen.weight(),
                                totalWeight);
            case LEAST_RECENT -> {
                if (placed) {
                    yield "Placed at the top of pool " + pool.name();
                }
                yield chosen.last() == 0
                        ? "First turn in pool " + pool.name()
                        : "Longest without a turn of pool %s: since turn %d".formatted(pool.name(), chosen.last());
            }
            case LOAD ->
                placed
                        ? "Placed at the top of pool " + pool.name()
                        : "Fewest %s: %d".formatted(loads.noun(), loads.of(chosen.user()));
        };
    }

    private String passedOver(Rotation rotation, SalesforceId user) {
        return switch (pool.strategy()) {
            case ROUND_ROBIN -> Why.NOT_THEIR_TURN;
            case LEAST_RECENT -> {
                long last = rotation.seat(user).map(Rotation.Seat::last).orElse(0L);
                yield last == 0 ? "No turn yet, and later in the pool's order" : "Last turn was " + last;
            }
            case LOAD -> "Has more or waited less: %d %s".formatted(loads.of(user), loads.noun());
        };
    }

    private List<Why> why(Function<SalesforceId, Why> ofAvailable) {
        List<Why> why = new ArrayList<>();
        for (Pool.Member member : pool.members()) {
            String skip = skips.get(member.userId());
            why.add(
                    skip == null
                            ? ofAvailable.apply(member.userId())
                            : Why.skipped(member.userId().value(), skip));
        }
        return why;
    }

    private SalesforceId fallback() {
        SalesforceId fallback = pool.fallback();
        String skip = fallback == null ? null : availability.fallbackSkipReason(fallback);
        if (fallback != null && skip == null) {
            return fallback;
        }
        List<Problem.Detail> details = new ArrayList<>();
        for (Pool.Member member : pool.members()) {
            details.add(new Problem.Detail(
                    member.userId().value(), Objects.requireNonNullElse(skips.get(member.userId()), "Skipped") + "."));
        }
        if (fallback != null) {
            details.add(new Problem.Detail(fallback.value(), "The pool's fallback: " + skip + "."));
        }
        throw new ProblemException(new Problem(
                ProblemCode.CONFLICT,
                "No member of pool `%s` is available and %s; details say why each was skipped."
                        .formatted(pool.name(), fallback == null ? "it has no fallback" : "its fallback is not either"),
                details));
    }
}
