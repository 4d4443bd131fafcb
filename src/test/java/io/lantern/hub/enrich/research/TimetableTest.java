package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Duration WHOLE = Duration.ofHours(1);

    @Test
    void aPlanAndTheReadingLeaveAThirdForTheAnswer() {
        Timetable time = new Timetable(WHOLE);

        assertThat(time.forPlan()).isEqualTo(Duration.ofMinutes(15));
        assertThat(time.forReading()).isBetween(Duration.ofMinutes(38), Duration.ofMinutes(39));
        assertThat(time.forAnswer()).isBetween(Duration.ofMinutes(59), WHOLE);
        assertThat(time.hasTimeForAnotherRound()).isTrue();
    }

    @Test
    void afterTheTimeThereIsNoneForAnything() {
        Timetable time = new Timetable(Duration.ZERO);

        assertThat(time.forPlan()).isZero();
        assertThat(time.forReading()).isZero();
        assertThat(time.forAnswer()).isZero();
        assertThat(time.hasTimeForAnotherRound()).isFalse();
    }
}
