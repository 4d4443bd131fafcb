package io.lantern.hub.assign;

import static io.lantern.hub.assign.Users.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.assign.PoolRequest.AbsenceRequest;
import io.lantern.hub.assign.PoolRequest.HoursRequest;
import io.lantern.hub.assign.PoolRequest.MemberRequest;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PoolRequestTextTest {
    @Test
    void a_full_pool_is_read() {
        MemberRequest member = new MemberRequest(
                user(1).value(),
                7,
                20,
                new HoursRequest("Europe/Berlin", List.of("mon", "Friday"), "09:00", "24:00"),
                List.of(new AbsenceRequest("2026-07-01T00:00:00+02:00", "2026-07-15T00:00:00Z")),
                false);

        Pool pool = PoolRequestText.parse(new PoolRequest(
                " emea ", "Inbound", "round_robin", List.of(member), List.of("2026-12-25"), user(2).value()));

        assertThat(pool.name()).isEqualTo("emea");
        assertThat(pool.fallback()).isEqualTo(user(2));
        Pool.Member read = pool.members().get(0);
        assertThat(read.weight()).isEqualTo(7);
        assertThat(read.dailyCap()).isEqualTo(20);
        assertThat(read.active()).isFalse();
        WorkingHours hours = Objects.requireNonNull(read.workingHours());
        assertThat(hours.days()).containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(hours.to()).isEqualTo(LocalTime.MIDNIGHT);
    }

    @Test
    void every_fault_is_named_at_once() {
        MemberRequest twice = new MemberRequest(user(1).value(), null, null, null, null, null);
        MemberRequest wrong = new MemberRequest(
                "00QLA0000000001",
                101,
                0,
                new HoursRequest("Mars/Olympus", List.of("someday"), "9", "25:00"),
                List.of(new AbsenceRequest("2026-07-15T00:00:00Z", "2026-07-01T00:00:00Z")),
                null);

        assertThatThrownBy(() -> PoolRequestText.parse(new PoolRequest(
                        "a b", null, "loudest", List.of(twice, twice, wrong), List.of("Christmas"), "001LA0000000001")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().details())
                                .extracting(Problem.Detail::field)
                                .containsExactlyInAnyOrder(
                                        "name",
                                        "strategy",
                                        "members[1].user_id",
                                        "members[2].user_id",
                                        "members[2].weight",
                                        "members[2].daily_cap",
                                        "members[2].working_hours.timezone",
                                        "members[2].working_hours.days",
                                        "members[2].working_hours.from",
                                        "members[2].working_hours.to",
                                        "members[2].absent[0].from",
                                        "holidays[0]",
                                        "fallback"));
    }
}
