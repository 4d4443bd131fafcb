package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
     * @param last sequence of the user's last turn; 0 means never
     */
    record Seat(SalesforceId user, int weight, long credit, long placed, long last) {
        Seat withPlaced(long value) {
            return new Seat(user, weight, credit, value, last);
        }

        Seat withLast(long value) {
            return new Seat(user, weight, credit, placed, value);
        }
    }

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

    /**
     * The least by this order, and no credit moves.
     *
     * @param order who is placed first goes before it; the first of equals is chosen
     */
    Turn first(Predicate<SalesforceId> available, Comparator<Seat> order) {
        return seats.stream()
                .filter(seat -> available.test(seat.user()))
                .min(Comparator.comparingLong((Seat seat) -> -seat.placed()).thenComparing(order))
                .map(seat -> new Turn(seat, seat.weight(), with(seat.user(), chosen -> chosen.withPlaced(0))))
                .orElseGet(() -> new Turn(null, 0, this));
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
        return with(user, seat -> seat.withPlaced(first));
    }

    /** @param sequence of the user's last turn; 0 means never */
    Rotation last(SalesforceId user, long sequence) {
        return with(user, seat -> seat.withLast(sequence));
    }

    /**
     * The rotation of changed members: who stays keeps the place, measured in the new weights, and who is new
     * starts in the middle of the others. So nobody has turns to catch up.
     */
    Rotation seating(List<Pool.Member> members) {
        long before = seats.stream().mapToLong(Seat::weight).sum();
        long now = members.stream().mapToLong(Pool.Member::weight).sum();
        List<Seat> staying = members.stream()
                .flatMap(member -> seat(member.userId()).stream())
                .toList();
        long middle = Math.round(staying.stream()
                .mapToLong(seat -> seat.credit() * now / before)
                .average()
                .orElse(0));
        return new Rotation(members.stream()
                .map(member -> seat(member.userId())
                        .map(seat -> new Seat(
                                seat.user(), member.weight(), seat.credit() * now / before, seat.placed(), seat.last()))
                        .orElseGet(() -> new Seat(member.userId(), member.weight(), middle, 0, 0)))
                .toList());
    }

    private Rotation with(SalesforceId user, UnaryOperator<Seat> change) {
        return new Rotation(seats.stream()
                .map(seat -> seat.user().equals(user) ? change.apply(seat) : seat)
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
            after.add(new Seat(
                    seat.user(), seat.weight(), seat.credit() + direction * (grown - paid), placed, seat.last()));
        }
        return new Rotation(after);
    }
}
