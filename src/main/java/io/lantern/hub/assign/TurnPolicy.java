package io.lantern.hub.assign;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides who is next, and says of each member why or why not. Touches nothing. */
final class TurnPolicy {
    private TurnPolicy() {}

    /** @param after where the rotation stands when the choice is taken */
    record Choice(SalesforceId owner, String because, List<Why> why, Rotation after) {}

    /**
     * @param placeFirst member who goes before the others; null for the ordinary turn
     * @throws ProblemException {@code conflict} when nobody is available and the pool has no fallback
     */
    static Choice choose(Rotation rotation, Availability availability, @Nullable SalesforceId placeFirst) {
        Pool pool = availability.pool();
        Map<SalesforceId, @Nullable String> skips = new HashMap<>();
        pool.members().forEach(member -> skips.put(member.userId(), availability.skipReason(member)));
        Rotation placed = placeFirst == null ? rotation : rotation.placeFirst(placeFirst);
        Rotation.Turn turn = placed.next(user -> skips.get(user) == null);
        Rotation.Seat chosen = turn.chosen();
        SalesforceId owner = chosen == null ? pool.fallback() : chosen.user();
        if (owner == null) {
            throw nobody(pool, skips);
        }
        String because = chosen == null
                ? "Fallback of pool %s: no member is available".formatted(pool.name())
                : because(pool.name(), chosen, turn.totalWeight());
        return new Choice(owner, because, why(pool, skips, owner, because), turn.after());
    }

    private static String because(String pool, Rotation.Seat chosen, long totalWeight) {
        String turn = chosen.placed() > 0 ? "Placed at the top of" : "Next turn of";
        return "%s pool %s (weight %d of %d)".formatted(turn, pool, chosen.weight(), totalWeight);
    }

    private static List<Why> why(
            Pool pool, Map<SalesforceId, @Nullable String> skips, SalesforceId owner, String because) {
        List<Why> why = new ArrayList<>();
        boolean chosenIsMember = false;
        for (Pool.Member member : pool.members()) {
            String user = member.userId().value();
            String skip = skips.get(member.userId());
            if (skip != null) {
                why.add(Why.skipped(user, skip));
            } else if (member.userId().equals(owner)) {
                why.add(Why.chosen(user, because));
                chosenIsMember = true;
            } else {
                why.add(Why.notTheirTurn(user));
            }
        }
        if (!chosenIsMember) {
            why.add(Why.chosen(owner.value(), because));
        }
        return why;
    }

    private static ProblemException nobody(Pool pool, Map<SalesforceId, @Nullable String> skips) {
        List<Problem.Detail> details = pool.members().stream()
                .map(member -> new Problem.Detail(member.userId().value(), skips.get(member.userId()) + "."))
                .toList();
        return new ProblemException(new Problem(
                ProblemCode.CONFLICT,
                "No member of pool `%s` is available and it has no fallback; details say why each was skipped."
                        .formatted(pool.name()),
                details));
    }
}
