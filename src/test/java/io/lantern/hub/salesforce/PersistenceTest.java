package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lantern.hub.salesforce.ApiFault.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is repeated, how often, and what never is. */
class PersistenceTest {
    private final HandClock clock = new HandClock();
    private final Persistence persistence = new Persistence(clock);
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSING", "UNKNOWN_OUTCOME"})
    void a_call_that_does_no_harm_twice_is_made_four_times_at_most(Cause cause) {
        assertThatExceptionOfType(ApiFault.class)
                .isThrownBy(() -> persistence.repeat(failing(cause, Integer.MAX_VALUE)))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(cause));
        assertThat(calls).hasValue(4);
    }

    @Test
    void a_fault_that_passes_is_not_noticed_by_the_caller() {
        assertThat(persistence.repeat(failing(Cause.PASSING, 2))).isEqualTo("answer");
        assertThat(calls).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FINAL", "SESSION", "LIMIT"})
    void what_repeating_will_not_help_is_not_repeated(Cause cause) {
        assertThatExceptionOfType(ApiFault.class).isThrownBy(() -> persistence.repeat(failing(cause, 1)));
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void what_must_not_be_made_twice_is_made_once_whatever_happens(Cause cause) {
        assertThatExceptionOfType(ApiFault.class).isThrownBy(() -> persistence.once(failing(cause, 1)));
        assertThat(calls).hasValue(1);
    }

    @Test
    void an_org_without_calls_left_is_left_alone_for_five_minutes() {
        assertThatExceptionOfType(ApiFault.class).isThrownBy(() -> persistence.repeat(failing(Cause.LIMIT, 1)));

        clock.forward(Duration.ofMinutes(5).minusSeconds(1));
        assertThatExceptionOfType(ApiFault.class)
                .isThrownBy(() -> persistence.once(failing(Cause.LIMIT, 1)))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Cause.LIMIT));
        assertThat(calls).as("nothing is sent meanwhile").hasValue(1);

        clock.forward(Duration.ofSeconds(1));
        assertThat(persistence.repeat(failing(Cause.LIMIT, 1))).isEqualTo("answer");
    }

    @Test
    void a_hub_that_stops_does_not_wait_for_the_next_attempt() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ApiFault.class)
                .isThrownBy(() -> persistence.repeat(failing(Cause.PASSING, 1)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("HUB_STOPPING"));
        assertThat(calls).hasValue(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    /** Counts every call over the whole test; fails the first times. */
    private Supplier<String> failing(Cause cause, int times) {
        return () -> {
            if (calls.incrementAndGet() <= times) {
                throw new ApiFault(cause, "CODE", "in a test");
            }
            return "answer";
        };
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
