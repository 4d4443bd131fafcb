package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.kernel.SalesforceId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * An org that no longer knows where the hub stopped reading. What may be missing is read by query, and the stream is
 * read from the oldest event, never from the newest. Only leads are read by query: that an account is told again shows
 * that the stream began at the oldest event. In this order, because the second method makes the org forget the events of before.
 */
@TestMethodOrder(OrderAnnotation.class)
@HubTest
@DirtiesContext
@Import(ReplayLossIT.Listening.class)
@TestPropertySource(properties = "lantern.trigger.objects=Lead")
class ReplayLossIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final SandboxOrg sandbox = SandboxOrg.inTemporaryFolder();
    private static final SalesforceId FROM_BEFORE_THE_HUB = leadFromBeforeTheHub();

    @Autowired
    private SalesforceOrgs orgs;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Heard heard;

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) {
        sandbox.connect(settings);
    }

    @BeforeEach
    void havePosition() {
        List<SalesforceId> probes = new ArrayList<>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(300)).until(() -> {
            probes.addAll(leads(1));
            return positions() == 1;
        });
    }

    @AfterEach
    void noFaults() {
        sandbox.noFaults();
    }

    @Test
    @Order(1)
    void a_refused_position_is_reconciled_and_then_read_from_the_oldest_event() {
        SalesforceId account = create("Account", Map.of("Name", "Analytical Engines"));
        await().atMost(SOON).until(() -> heard.times(account) == 1);
        double backfills = backfills();
        // Withheld from now on: these leads are missing when the position is lost.
        sandbox.fault("keepalive-only", "");
        List<SalesforceId> missing = leads(3);

        sandbox.fault("corrupted-replay", "count=1");

        await().atMost(SOON).until(() -> sandbox.hasStruckOut("corrupted-replay"));
        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(missing)).containsExactlyElementsOf(missing));
        assertThat(backfills()).isGreaterThan(backfills);
        await().atMost(SOON).until(() -> closedGaps() == 1 && openGaps() == 0);
        sandbox.noFault("keepalive-only");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard.times(account)).isGreaterThan(1));
        List<SalesforceId> afterwards = leads(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(afterwards)).containsExactlyElementsOf(afterwards));
        assertThat(runsOf(missing)).as("told by query and by event, run once").containsExactlyElementsOf(missing);
        assertThat(heard.times(FROM_BEFORE_THE_HUB)).isPositive();
        assertThat(runsOf(List.of(FROM_BEFORE_THE_HUB)))
                .as("the oldest event is older than the hub; its lead is not new")
                .isEmpty();
    }

    @Test
    @Order(2)
    void leads_whose_events_are_gone_for_good_become_runs_too() {
        sandbox.fault("keepalive-only", "");
        List<SalesforceId> missing = leads(3);
        int gaps = closedGaps();

        sandbox.fault("log-reset", "");
        await().atMost(SOON).until(() -> sandbox.hasStruckOut("log-reset"));
        SalesforceId account = create("Account", Map.of("Name", "Difference Engines"));
        sandbox.noFault("keepalive-only");

        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(missing)).containsExactlyElementsOf(missing));
        await().atMost(SOON).until(() -> closedGaps() == gaps + 1 && openGaps() == 0);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard.times(account)).isGreaterThan(0));
        List<SalesforceId> afterwards = leads(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(runsOf(afterwards)).containsExactlyElementsOf(afterwards));
    }

    private static SalesforceId leadFromBeforeTheHub() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (ConnectedOrg before = new ConnectedOrg(sandbox.url(), folder, "5ms", "10s")) {
            return before.leads(1).get(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private SalesforceId create(String object, Map<String, Object> fields) {
        WriteOutcome outcome = orgs.all().get(0).create(object, new HashMap<>(fields), Purpose.WRITE_BACK);
        return ((WriteOutcome.Written) outcome).id();
    }

    private List<SalesforceId> leads(int count) {
        List<SalesforceId> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(create("Lead", Map.of("LastName", "Lovelace " + i, "Company", "Company " + i)));
        }
        return made;
    }

    /** @return the leads among these that have a run, in their order; one twice when it has two */
    private List<SalesforceId> runsOf(List<SalesforceId> leads) {
        List<String> subjects =
                sql.sql("select subject from run_run").query(String.class).list();
        return leads.stream()
                .flatMap(lead -> Collections.nCopies(Collections.frequency(subjects, "emea/" + lead), lead).stream())
                .toList();
    }

    private int positions() {
        return count("select count(*) from trigger_replay");
    }

    private int closedGaps() {
        return count("select count(*) from trigger_gap where closed_at is not null");
    }

    private int openGaps() {
        return count("select count(*) from trigger_gap where closed_at is null");
    }

    private int count(String query) {
        return sql.sql(query).query(Integer.class).single();
    }

    private double backfills() {
        Counter counter = metrics.find("lantern.salesforce.calls")
                .tags("org", "emea", "purpose", "backfill")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        Heard heard() {
            return new Heard();
        }
    }

    static class Heard {
        private final List<SalesforceId> ids = new CopyOnWriteArrayList<>();

        @EventListener
        void hear(RecordsChanged changed) {
            ids.addAll(changed.ids());
        }

        int times(SalesforceId id) {
            return Collections.frequency(ids, id);
        }
    }
}
