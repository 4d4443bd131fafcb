package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Whatever ends a stream, each created lead becomes one run. Polls read contacts only: it is the events that must bring
 * the leads.
 */
@HubTest
@DirtiesContext
@TestPropertySource(properties = "lantern.trigger.objects=Contact")
class SubscriptionIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final SandboxOrg sandbox = SandboxOrg.inTemporaryFolder();

    @Autowired
    private SalesforceOrgs orgs;

    @Autowired
    private EventSubscriptions subscriptions;

    @Autowired
    private JdbcClient sql;

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) {
        sandbox.connect(settings);
    }

    /** A subscription without a position starts with what is new; from the first event on nothing may be missed. */
    @BeforeEach
    void havePosition() {
        List<SalesforceId> probes = new ArrayList<>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(300)).until(() -> {
            probes.addAll(leads(1));
            return !runsOf(probes).isEmpty();
        });
    }

    @AfterEach
    void noFaults() {
        sandbox.noFaults();
    }

    /** After the first two Camel's consumer is dead and says nothing; from the others it recovers by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream-complete",
                "binary-trailer",
                "stream-unavailable",
                "stream-reset",
                "stream-auth-error",
                "delivery-limit"
            })
    void no_lead_is_lost_when_the_stream_ends(String fault) {
        sandbox.fault(fault, "count=1");
        await().atMost(SOON).until(() -> sandbox.hasStruckOut(fault));
        List<SalesforceId> whileItIsDown = leads(3);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(runsOf(whileItIsDown)).containsExactlyElementsOf(whileItIsDown));

        List<SalesforceId> afterwards = leads(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(afterwards)).containsExactlyElementsOf(afterwards));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-complete", "binary-trailer"})
    void no_lead_is_lost_when_the_stream_dies_in_the_middle_of_a_burst(String fault) {
        sandbox.fault(fault, "count=1&after=3");

        List<SalesforceId> burst = leads(8);

        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(burst)).containsExactlyElementsOf(burst));
        assertThat(sandbox.hasStruckOut(fault)).isTrue();
    }

    @Test
    void a_stream_that_only_keeps_alive_delivers_later() {
        sandbox.fault("keepalive", "millis=200");
        sandbox.fault("keepalive-only", "");
        List<SalesforceId> withheld = leads(3);
        var before = subscriptions.status(orgs.all().get(0).ref()).lastHeardAt();
        await().atMost(SOON)
                .until(() -> !String.valueOf(before)
                        .equals(String.valueOf(
                                subscriptions.status(orgs.all().get(0).ref()).lastHeardAt())));
        assertThat(runsOf(withheld)).isEmpty();

        sandbox.noFault("keepalive-only");

        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(withheld)).containsExactlyElementsOf(withheld));
    }

    @Test
    void a_session_that_ends_ends_the_stream_but_loses_nothing() {
        sandbox.endSessions();

        List<SalesforceId> leads = leads(3);

        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(leads)).containsExactlyElementsOf(leads));
    }

    @Test
    void an_event_that_comes_twice_starts_one_run() {
        sandbox.fault("duplicate-delivery", "");

        List<SalesforceId> leads = leads(3);

        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(leads)).containsExactlyElementsOf(leads));
        List<SalesforceId> more = leads(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(more)).containsExactlyElementsOf(more));
        assertThat(runsOf(leads)).containsExactlyElementsOf(leads);
    }

    private List<SalesforceId> leads(int count) {
        List<SalesforceId> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> fields = new HashMap<>(Map.of("LastName", "Lovelace " + i, "Company", "Company " + i));
            WriteOutcome outcome = orgs.all().get(0).create("Lead", fields, Purpose.WRITE_BACK);
            made.add(((WriteOutcome.Written) outcome).id());
        }
        return made;
    }

    /** @return the leads among these that have a run, in their order; one twice when it has two */
    private List<SalesforceId> runsOf(List<SalesforceId> leads) {
        List<String> subjects =
                sql.sql("select subject from run_run").query(String.class).list();
        return leads.stream()
                .flatMap(lead ->
                        subjects.stream().filter(("emea/" + lead)::equals).map(subject -> lead))
                .toList();
    }
}
