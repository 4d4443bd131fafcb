package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BurstTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Burst burst = new Burst(() -> now);

    @Test
    void what_comes_one_by_one_is_no_burst() {
        for (int i = 0; i < 100; i++) {
            burst.came(1);
            now = now.plus(Duration.ofMillis(20));

            assertThat(burst.isOn()).isFalse();
        }
    }

    @Test
    void work_waits_while_many_come_and_goes_on_when_they_have_come() {
        burst.came(16);

        assertThat(burst.isOn()).isTrue();
        now = now.plus(Duration.ofMillis(400));
        assertThat(burst.isOn()).isFalse();
    }

    @Test
    void a_load_that_does_not_end_is_worked_on() {
        for (int i = 0; i <= 1000; i++) {
            burst.came(16);
            now = now.plus(Duration.ofMillis(10));
        }

        assertThat(burst.isOn()).isFalse();
    }

    @Test
    void the_next_burst_is_one_again() {
        burst.came(16);
        now = now.plus(Burst.LONGEST);
        assertThat(burst.isOn()).isFalse();

        burst.came(16);

        assertThat(burst.isOn()).isTrue();
    }
}
