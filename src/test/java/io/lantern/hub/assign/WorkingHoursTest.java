package io.lantern.hub.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shifts on the user's own clock, also where the clock is changed. */
class WorkingHoursTest {
    @Test
    void a_shift_over_the_skipped_hour_is_an_hour_shorter() {
        WorkingHours night = hours("Europe/Berlin", DayOfWeek.SUNDAY, "01:00", "04:00");

        assertThat(night.contains(at("2026-03-29T00:00:00Z")))
                .as("01:00 in winter time")
                .isTrue();
        assertThat(night.contains(at("2026-03-29T01:30:00Z")))
                .as("03:30 in summer time")
                .isTrue();
        assertThat(night.contains(at("2026-03-29T02:00:00Z"))).as("04:00").isFalse();
    }

    @Test
    void a_shift_within_the_skipped_hour_does_not_take_place() {
        WorkingHours skipped = hours("Europe/Berlin", DayOfWeek.SUNDAY, "02:15", "02:45");

        for (Instant moment = at("2026-03-28T23:00:00Z");
                moment.isBefore(at("2026-03-29T22:00:00Z"));
                moment = moment.plusSeconds(300)) {
            assertThat(skipped.contains(moment)).as(moment.toString()).isFalse();
        }
    }

    @Test
    void a_shift_within_the_doubled_hour_takes_place_in_both() {
        WorkingHours doubled = hours("Europe/Berlin", DayOfWeek.SUNDAY, "02:00", "03:00");

        assertThat(doubled.contains(at("2026-10-25T00:30:00Z")))
                .as("02:30 in summer time")
                .isTrue();
        assertThat(doubled.contains(at("2026-10-25T01:30:00Z")))
                .as("02:30 in winter time")
                .isTrue();
        assertThat(doubled.contains(at("2026-10-25T02:00:00Z"))).as("03:00").isFalse();
    }

    @Test
    void a_shift_over_midnight_belongs_to_the_day_it_begins_on() {
        WorkingHours friday = hours("America/New_York", DayOfWeek.FRIDAY, "22:00", "06:00");

        assertThat(friday.contains(at("2026-06-06T02:00:00Z")))
                .as("Friday 22:00")
                .isTrue();
        assertThat(friday.contains(at("2026-06-06T09:59:59Z")))
                .as("Saturday 05:59")
                .isTrue();
        assertThat(friday.contains(at("2026-06-06T10:00:00Z")))
                .as("Saturday 06:00")
                .isFalse();
        assertThat(friday.contains(at("2026-06-05T09:00:00Z")))
                .as("Friday 05:00")
                .isFalse();
        assertThat(friday.contains(at("2026-06-07T03:00:00Z")))
                .as("Saturday 23:00")
                .isFalse();
    }

    @Test
    void a_night_shift_over_the_doubled_hour_ends_by_the_clock_after_nine_hours() {
        WorkingHours saturday = hours("America/New_York", DayOfWeek.SATURDAY, "22:00", "06:00");

        assertThat(saturday.contains(at("2026-11-01T02:00:00Z")))
                .as("22:00 in summer time")
                .isTrue();
        assertThat(saturday.contains(at("2026-11-01T10:59:59Z")))
                .as("05:59 in winter time")
                .isTrue();
        assertThat(saturday.contains(at("2026-11-01T11:00:00Z")))
                .as("06:00 in winter time")
                .isFalse();
    }

    @Test
    void a_zone_of_half_hours_is_followed() {
        WorkingHours office = hours("Asia/Kolkata", DayOfWeek.MONDAY, "09:30", "18:00");

        assertThat(office.contains(at("2026-03-02T03:59:59Z"))).as("09:29").isFalse();
        assertThat(office.contains(at("2026-03-02T04:00:00Z"))).as("09:30").isTrue();
        assertThat(office.contains(at("2026-03-02T12:29:59Z"))).as("17:59").isTrue();
        assertThat(office.contains(at("2026-03-02T12:30:00Z"))).as("18:00").isFalse();
    }

    @Test
    void an_end_that_is_the_beginning_means_a_whole_day() {
        WorkingHours whole = hours("Europe/Berlin", DayOfWeek.MONDAY, "08:00", "08:00");

        assertThat(whole.contains(at("2026-03-02T07:00:00Z")))
                .as("Monday 08:00")
                .isTrue();
        assertThat(whole.contains(at("2026-03-03T06:59:59Z")))
                .as("Tuesday 07:59")
                .isTrue();
        assertThat(whole.contains(at("2026-03-03T07:00:00Z")))
                .as("Tuesday 08:00")
                .isFalse();
    }

    private static WorkingHours hours(String zone, DayOfWeek day, String from, String to) {
        return new WorkingHours(ZoneId.of(zone), List.of(day), LocalTime.parse(from), LocalTime.parse(to));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
