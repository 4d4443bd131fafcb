package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RunSettings SETTINGS = new RunSettings(
            1,
            3,
            5,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ZERO);

    @Test
    void pauses_double_up_to_the_longest() {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> 1.0);

        assertThat(policy.pause(1, outage())).contains(Duration.ofSeconds(2));
        assertThat(policy.pause(2, outage())).contains(Duration.ofSeconds(4));
        assertThat(policy.pause(3, outage())).contains(Duration.ofSeconds(8));
        assertThat(policy.pause(4, outage())).contains(Duration.ofSeconds(10));
    }

    @Test
    void chance_takes_away_up_to_half() {
        assertThat(new RetryPolicy(SETTINGS, () -> 0.0).pause(1, outage())).contains(Duration.ofSeconds(1));
        assertThat(new RetryPolicy(SETTINGS, () -> 0.5).pause(1, outage())).contains(Duration.ofMillis(1500));
    }

    @Test
    void an_outage_is_waited_out_longer_than_a_bug() {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> 1.0);

        assertThat(policy.pause(2, new IllegalStateException("bug"))).isPresent();
        assertThat(policy.pause(3, new IllegalStateException("bug"))).isEmpty();
        assertThat(policy.pause(4, outage())).isPresent();
        assertThat(policy.pause(5, outage())).isEmpty();
    }

    @Test
    void a_missing_pool_or_setting_is_waited_for() {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> 1.0);

        assertThat(policy.pause(4, new ProblemException(ProblemCode.NOT_FOUND, "There is no pool `emea`")))
                .isPresent();
        assertThat(policy.pause(4, new ProblemException(ProblemCode.NOT_CONFIGURED, "The secret is wrong")))
                .isPresent();
    }

    @Test
    void what_time_does_not_heal_is_not_tried_again() {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> 1.0);

        assertThat(policy.pause(1, new ProblemException(ProblemCode.UPSTREAM_ERROR, "A validation rule says no")))
                .isEmpty();
    }

    private static Exception outage() {
        return new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce is down");
    }
}
