package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Smooth weighted round robin as nginx does it: at each turn every available user's credit grows by the user's
 * weight, the one with the most credit is chosen and pays the sum of the available weights. Over each full cycle
 * the shares are exactly the weights, and turns of one user are spread, not bunched. Whoever is unavailable
 * keeps the credit until back.
 *
 * <p>A value: {@link #next} and the others give a new rotation.
 *
 * @param seats one per member, in the pool's order; the first of equals is chosen
 */
record Rotation(List<Seat> seats) {
    Rotation {
        seats = List.copyOf(seats);
    }

    /**
     * @param credit what the user has been passed over for, in weights; below zero after a turn
     * @param placed above zero: goes before all with less, whatever the credit
     */
    record Seat(SalesforceId user, int weight, long credit, long placed) {}

    /** @param chosen null when nobody was available; then nothing changed */
    record Turn(@Nullable Seat chosen, long totalWeight, Rotation after) {}

    Turn next(Predicate<SalesforceId> available) {
        Seat best = null;
        long total = 0;
        for (Seat seat : seats) {
            if (available.test(seat.user())) {
                total += seat.weight();
                if (best == null || goesBefore(seat, best)) {
                    best = seat;
                }
            }
        }
        return best == null ? new Turn(null, 0, this) : new Turn(best, total, moved(best.user(), available, 1));
    }

    /** Takes a turn back, as if it had not been. */
    Rotation giveBack(SalesforceId chosen, Predicate<SalesforceId> tookPart) {
        return moved(chosen, tookPart, -1);
    }

    /**
     * Puts a user first, for this turn or, when unavailable, for the next possible one. The user pays for it as
     * for any turn, and the one who would have been next is next after it, with the credit kept.
     */
    Rotation placeFirst(SalesforceId user) {
        long first = seats.stream().mapToLong(Seat::placed).max().orElse(0) + 1;
        return new Rotation(seats.stream()
                .map(seat ->
                        seat.user().equals(user) ? new Seat(seat.user(), seat.weight(), seat.credit(), first) : seat)
                .toList());
    }

    Optional<Seat> seat(SalesforceId user) {
        return seats.stream().filter(seat -> seat.user().equals(user)).findFirst();
    }

    private static boolean goesBefore(Seat seat, Seat best) {
        if (seat.placed() != best.placed()) {
            return seat.placed() > best.placed();
        }
        return seat.credit() + seat.weight() > best.credit() + best.weight();
    }

    private Rotation moved(SalesforceId chosen, Predicate<SalesforceId> takesPart, int direction) {
        long total = 0;
        for (Seat seat : seats) {
            total += takesPart.test(seat.user()) ? seat.weight() : 0;
        }
        List<Seat> after = new ArrayList<>(seats.size());
        for (Seat seat : seats) {
            long grown = takesPart.test(seat.user()) ? seat.weight() : 0;
            boolean isChosen = seat.user().equals(chosen);
            long paid = isChosen ? total : 0;
            long placed = isChosen && direction > 0 ? 0 : seat.placed();
            after.add(new Seat(seat.user(), seat.weight(), seat.credit() + direction * (grown - paid), placed));
        }
        return new Rotation(after);
    }
}
