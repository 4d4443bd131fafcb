package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.EventSubscriptions.ReplayFrom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** No position may be passed before its event is taken, whatever the threads of gRPC and of the watchdog do. */
class SubscriptionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final Subscription subscription = new Subscription(new OrgRef(new TenantId(1), "emea"));

    @Test
    void it_is_opened_when_somebody_wants_it_and_not_before() {
        assertThat(subscription.isDue(NOW, SILENCE)).isFalse();
        assertThat(subscription.status().state()).isEqualTo("closed");

        subscription.want(new ReplayFrom.Latest());

        assertThat(subscription.isDue(NOW, SILENCE)).isTrue();
        assertThat(subscription.status().state()).isEqualTo("connecting");
    }

    @Test
    void an_event_moves_the_position_and_ends_the_silence() {
        int opening = open();

        assertThat(subscription.hears(opening, NOW.plusSeconds(200))).isTrue();
        subscription.took(opening, "r1");

        assertThat(subscription.from()).isEqualTo(new ReplayFrom.After("r1"));
        assertThat(subscription.isDue(NOW.plusSeconds(400), SILENCE)).isFalse();
        assertThat(subscription.isDue(NOW.plusSeconds(501), SILENCE)).isTrue();
    }

    @Test
    void what_an_older_opening_still_delivers_is_refused() {
        int old = open();
        subscription.begin();

        assertThat(subscription.hears(old, NOW)).isFalse();
        subscription.took(old, "r1");

        assertThat(subscription.from()).isEqualTo(new ReplayFrom.Latest());
    }

    @Test
    void an_event_may_come_before_its_opening_is_confirmed() {
        subscription.want(new ReplayFrom.After("r0"));
        int opening = subscription.begin();

        assertThat(subscription.hears(opening, NOW)).isTrue();
        subscription.took(opening, "r1");
        subscription.opened(NOW);

        assertThat(subscription.status().state()).isEqualTo("connected");
        assertThat(subscription.from()).isEqualTo(new ReplayFrom.After("r1"));
    }

    @Test
    void after_an_event_that_failed_none_is_taken_until_it_comes_again() {
        int opening = open();

        assertThat(subscription.eventFailed(opening, NOW, "no database")).isTrue();

        assertThat(subscription.hears(opening, NOW)).isFalse();
        assertThat(subscription.eventFailed(opening, NOW, "refused"))
                .as("what is refused because of it is no failure of its own")
                .isFalse();
        assertThat(subscription.status().lastError()).isEqualTo("no database");
        assertThat(subscription.isDue(NOW, SILENCE)).isFalse();
        assertThat(subscription.isDue(NOW.plusSeconds(1), SILENCE)).isTrue();
    }

    @Test
    void an_event_that_fails_before_its_opening_is_confirmed_is_not_passed_over() {
        subscription.want(new ReplayFrom.After("r0"));
        int opening = subscription.begin();
        subscription.hears(opening, NOW);
        subscription.eventFailed(opening, NOW, "no database");

        subscription.opened(NOW);

        assertThat(subscription.hears(opening, NOW)).isFalse();
        assertThat(subscription.from()).isEqualTo(new ReplayFrom.After("r0"));
        assertThat(subscription.isDue(NOW.plusSeconds(1), SILENCE)).isTrue();
    }

    @Test
    void a_failure_of_an_older_opening_does_not_break_the_present_one() {
        int old = open();
        int present = subscription.begin();
        subscription.opened(NOW);

        assertThat(subscription.eventFailed(old, NOW, "given up")).isFalse();
        assertThat(subscription.lost(old)).isFalse();

        assertThat(subscription.hears(present, NOW)).isTrue();
    }

    @Test
    void a_wish_that_comes_while_it_opens_is_not_forgotten() {
        subscription.want(new ReplayFrom.After("r0"));
        subscription.begin();
        subscription.want(new ReplayFrom.Earliest());

        subscription.opened(NOW);

        assertThat(subscription.isDue(NOW, SILENCE)).isTrue();
        assertThat(subscription.from()).isEqualTo(new ReplayFrom.Earliest());
    }

    @Test
    void an_event_that_is_taken_meanwhile_does_not_overrule_a_wish() {
        int opening = open();
        subscription.hears(opening, NOW);
        subscription.want(new ReplayFrom.Earliest());

        subscription.took(opening, "r1");

        assertThat(subscription.from()).isEqualTo(new ReplayFrom.Earliest());
    }

    @Test
    void a_lost_position_closes_it_and_is_told_once_until_another_is_wanted() {
        int opening = open();

        assertThat(subscription.lost(opening)).isTrue();
        assertThat(subscription.lost(opening)).isFalse();
        assertThat(subscription.status().state()).isEqualTo("closed");
        assertThat(subscription.isDue(NOW.plusSeconds(3600), SILENCE)).isFalse();

        subscription.want(new ReplayFrom.Earliest());
        assertThat(subscription.lost(opening))
                .as("Camel asks for the old position until its route is stopped")
                .isFalse();
        assertThat(subscription.isDue(NOW, SILENCE)).isTrue();
    }

    @Test
    void pauses_between_failed_openings_double_up_to_a_minute() {
        subscription.want(new ReplayFrom.Latest());
        Instant now = NOW;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            subscription.begin();
            subscription.failed(now, "no connection");

            assertThat(subscription.status().state()).isEqualTo("waiting");
            assertThat(subscription.isDue(now.plusSeconds(seconds).minusMillis(1), SILENCE))
                    .isFalse();
            now = now.plusSeconds(seconds);
            assertThat(subscription.isDue(now, SILENCE)).isTrue();
        }
    }

    private int open() {
        subscription.want(new ReplayFrom.Latest());
        int opening = subscription.begin();
        subscription.opened(NOW);
        return opening;
    }
}
