package io.lantern.hub.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void a_few_answers_say_nothing_of_how_long_one_takes() {
        take(19, 5);

        assertThat(latencies.p95()).isEmpty();
    }

    @Test
    void nineteen_of_twenty_came_within_it() {
        take(95, 10);
        take(5, 900);

        assertThat(latencies.p95()).contains(Duration.ofMillis(10));
    }

    @Test
    void only_the_latest_count() {
        take(200, 900);
        take(200, 10);

        assertThat(latencies.p95()).contains(Duration.ofMillis(10));
    }

    private void take(int times, long millis) {
        for (int i = 0; i < times; i++) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }
    }
}
