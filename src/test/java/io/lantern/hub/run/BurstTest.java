package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When runs that are accepted may begin. */
class BurstTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final RunIntake.Burst burst = new RunIntake.Burst();

    @Test
    void a_few_begin_at_once() {
        assertThat(burst.begin(NOON, 10)).isEqualTo(NOON);
        assertThat(burst.begin(NOON.plusMillis(400), 20)).isEqualTo(NOON.plusMillis(400));
    }

    @Test
    void a_burst_begins_together_when_five_seconds_are_over() {
        burst.begin(NOON, 200);

        assertThat(burst.begin(NOON.plusMillis(100), 200)).isEqualTo(NOON.plus(RunIntake.Burst.HOLD));
        assertThat(burst.begin(NOON.plusMillis(900), 200)).isEqualTo(NOON.plus(RunIntake.Burst.HOLD));
    }

    @Test
    void a_load_that_goes_on_is_worked_on_as_it_comes() {
        for (int millis = 0; millis <= 6_000; millis += 100) {
            burst.begin(NOON.plusMillis(millis), 50);
        }

        assertThat(burst.begin(NOON.plusSeconds(7), 50)).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void after_a_calm_moment_the_next_burst_is_one_of_its_own() {
        burst.begin(NOON, 200);
        burst.begin(NOON.plusSeconds(20), 1);
        burst.begin(NOON.plusSeconds(21), 1);

        assertThat(burst.begin(NOON.plusSeconds(22), 1)).isEqualTo(NOON.plusSeconds(22));
        assertThat(burst.begin(NOON.plusSeconds(23), 200)).isEqualTo(NOON.plusSeconds(28));
    }
}
