package io.lantern.hub.assign;

import static io.lantern.hub.assign.Users.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.SalesforceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final Predicate<SalesforceId> ALL = user -> true;

    @Test
    void weights_5_1_1_are_spread_as_nginx_spreads_them() {
        assertThat(turns(rotation(5, 1, 1), 7)).containsExactly(0, 0, 1, 0, 2, 0, 0);
    }

    @Test
    void each_full_cycle_gives_exactly_the_weights() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int[] weights = random.ints(1 + random.nextInt(8), 1, 101).toArray();
            int cycle = Arrays.stream(weights).sum();

            List<Integer> turns = turns(rotation(weights), 2 * cycle);

            for (int member = 0; member < weights.length; member++) {
                int each = member;
                assertThat(turns.subList(0, cycle))
                        .filteredOn(turn -> turn == each)
                        .hasSize(weights[member]);
                assertThat(turns.subList(cycle, 2 * cycle))
                        .filteredOn(turn -> turn == each)
                        .hasSize(weights[member]);
            }
        }
    }

    @Test
    void it_agrees_with_a_model_of_twenty_lines_whoever_is_available() {
        Random random = new Random(11);
        for (int round = 0; round < 100; round++) {
            int[] weights = random.ints(1 + random.nextInt(6), 1, 10).toArray();
            Model model = new Model(weights);
            Rotation rotation = rotation(weights);
            for (int turn = 0; turn < 200; turn++) {
                boolean[] available = new boolean[weights.length];
                for (int i = 0; i < available.length; i++) {
                    available[i] = random.nextInt(4) > 0;
                }
                Rotation.Turn next = rotation.next(user -> available[index(rotation(weights), user)]);
                rotation = next.after();

                int expected = model.next(available);

                assertThat(next.chosen() == null ? -1 : index(rotation, chosen(next)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void a_turn_given_back_leaves_no_trace() {
        Rotation before = rotation(3, 2, 1).next(ALL).after();
        Rotation.Turn turn = before.next(ALL);

        assertThat(turn.after().giveBack(chosen(turn), ALL)).isEqualTo(before);
    }

    @Test
    void whoever_is_placed_first_goes_first_and_the_one_replaced_keeps_the_turn() {
        Rotation rotation = rotation(1, 1, 1).next(ALL).after();

        Rotation.Turn placed = rotation.placeFirst(user(2)).next(ALL);
        Rotation.Turn following = placed.after().next(ALL);

        assertThat(chosen(placed)).isEqualTo(user(2));
        assertThat(chosen(following)).isEqualTo(user(1));
    }

    @Test
    void whoever_is_placed_first_and_away_goes_first_when_back() {
        Rotation rotation = rotation(1, 1, 1).placeFirst(user(2));

        Rotation.Turn without = rotation.next(user -> !user.equals(user(2)));
        Rotation.Turn back = without.after().next(ALL);

        assertThat(chosen(without)).isEqualTo(user(0));
        assertThat(chosen(back)).isEqualTo(user(2));
    }

    @Test
    void nobody_available_changes_nothing() {
        Rotation rotation = rotation(1, 2);

        Rotation.Turn turn = rotation.next(user -> false);

        assertThat(turn.chosen()).isNull();
        assertThat(turn.after()).isEqualTo(rotation);
    }

    private static Rotation rotation(int... weights) {
        return new Rotation(IntStream.range(0, weights.length)
                .mapToObj(i -> new Rotation.Seat(user(i), weights[i], 0, 0, 0))
                .toList());
    }

    private static List<Integer> turns(Rotation start, int count) {
        List<Integer> chosen = new ArrayList<>();
        Rotation rotation = start;
        for (int i = 0; i < count; i++) {
            Rotation.Turn turn = rotation.next(ALL);
            chosen.add(index(rotation, chosen(turn)));
            rotation = turn.after();
        }
        return chosen;
    }

    private static SalesforceId chosen(Rotation.Turn turn) {
        return Objects.requireNonNull(turn.chosen()).user();
    }

    private static int index(Rotation rotation, SalesforceId user) {
        return rotation.seats().stream().map(Rotation.Seat::user).toList().indexOf(user);
    }

    /** Smooth weighted round robin as its authors describe it, in the plainest words. */
    private static final class Model {
        private final int[] weights;
        private final int[] current;

        Model(int... weights) {
            this.weights = weights;
            this.current = new int[weights.length];
        }

        int next(boolean... available) {
            int total = 0;
            int best = -1;
            for (int i = 0; i < weights.length; i++) {
                if (available[i]) {
                    current[i] += weights[i];
                    total += weights[i];
                    best = best < 0 || current[i] > current[best] ? i : best;
                }
            }
            if (best >= 0) {
                current[best] -= total;
            }
            return best;
        }
    }
}
