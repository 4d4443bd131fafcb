package io.lantern.hub.assign;

import static io.lantern.hub.assign.Users.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.SalesforceId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final WorkingHours OFFICE = new WorkingHours(
            ZoneId.of("Europe/Berlin"), List.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(17, 0));

    @Test
    void a_plain_member_is_available() {
        assertThat(reason(new Pool.Member(user(1), 1, null, null, List.of(), true), MONDAY_NOON))
                .isNull();
    }

    @Test
    void each_reason_is_named() {
        Absence holiday = new Absence(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-08T00:00:00Z"));

        assertThat(reason(new Pool.Member(user(1), 1, null, null, List.of(), false), MONDAY_NOON))
                .isEqualTo("Not active in the pool");
        assertThat(reason(new Pool.Member(user(2), 1, null, null, List.of(), true), MONDAY_NOON))
                .isEqualTo("Not an active user in Salesforce");
        assertThat(reason(new Pool.Member(user(3), 1, null, null, List.of(), true), MONDAY_NOON))
                .isEqualTo("Excluded from this assignment");
        assertThat(reason(new Pool.Member(user(1), 1, null, null, List.of(holiday), true), MONDAY_NOON))
                .isEqualTo("Absent until 2026-03-08T00:00:00Z");
        assertThat(reason(new Pool.Member(user(1), 1, 3, null, List.of(), true), MONDAY_NOON))
                .isEqualTo("Daily cap of 3 reached");
        assertThat(reason(new Pool.Member(user(1), 1, 4, null, List.of(), true), MONDAY_NOON))
                .isNull();
        assertThat(reason(
                        new Pool.Member(user(1), 1, null, null, List.of(), true),
                        Instant.parse("2026-12-25T08:00:00Z")))
                .isEqualTo("Holiday on 2026-12-25");
    }

    @Test
    void working_hours_follow_the_users_clock_through_daylight_saving() {
        assertThat(OFFICE.contains(Instant.parse("2026-03-02T08:00:00Z"))).isTrue();
        assertThat(OFFICE.contains(Instant.parse("2026-03-02T16:00:00Z"))).isFalse();
        assertThat(OFFICE.contains(Instant.parse("2026-07-06T07:00:00Z"))).isTrue();
        assertThat(OFFICE.contains(Instant.parse("2026-07-06T15:00:00Z"))).isFalse();
        assertThat(OFFICE.contains(Instant.parse("2026-03-03T12:00:00Z"))).isFalse();
    }

    @Test
    void hours_over_midnight_belong_to_the_day_they_begin_on() {
        WorkingHours night =
                new WorkingHours(ZoneId.of("UTC"), List.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

        assertThat(night.contains(Instant.parse("2026-03-02T23:00:00Z"))).isTrue();
        assertThat(night.contains(Instant.parse("2026-03-03T05:59:00Z"))).isTrue();
        assertThat(night.contains(Instant.parse("2026-03-03T06:00:00Z"))).isFalse();
        assertThat(night.contains(Instant.parse("2026-03-02T05:00:00Z"))).isFalse();
    }

    private static @Nullable String reason(Pool.Member member, Instant now) {
        Pool pool = new Pool(
                "inbound", null, Strategy.ROUND_ROBIN, List.of(member), List.of(LocalDate.of(2026, 12, 25)), null);
        Set<SalesforceId> inactive = Set.of(user(2));
        return new Availability(pool, now, Set.of(user(3)), user -> !inactive.contains(user), Map.of(user(1), 3L))
                .skipReason(member);
    }
}
