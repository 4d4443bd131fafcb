package io.lantern.hub.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.EventSubscriptions.ReplayFrom;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** What the ways in promise, in the whole hub, on each database. */
@Import(TriggerContract.Org.class)
@TestPropertySource(
        properties = {
            "lantern.trigger.poll-cron=0 0 0 1 1 ? 2099",
            "lantern.trigger.catch-up=",
            "lantern.trigger.page-size=200",
            "lantern.trigger.runs-per-record-and-hour=3",
            "lantern.credit.initial-of.7=3"
        })
abstract class TriggerContract {
    private static final SalesforceId LEAD = SalesforceId.of("00QLA0000000001");
    private static final SalesforceId ACCOUNT = SalesforceId.of("001LA0000000001");

    @Autowired
    private TriggerService triggers;

    @Autowired
    private OrgConnections connections;

    @Autowired
    private Poll poll;

    @Autowired
    private ListedOrg org;

    @Autowired
    private Org.Heard heard;

    @Autowired
    private MeterRegistry metrics;

    /** That runs begin is what is looked at here; none may be at work when the tables are emptied. */
    @MockitoBean
    private DbSchedulerStarter noRunIsDone;

    @Autowired
    private JdbcClient sql;

    private Instant now = Instant.EPOCH;

    @BeforeEach
    void beginAfresh() {
        for (String table :
                List.of("run_run", "run_subject", "scheduled_tasks", "trigger_replay", "trigger_watermark")) {
            sql.sql("delete from " + table).update();
        }
        for (String table : List.of("trigger_echo", "trigger_gap", "trigger_rate")) {
            sql.sql("delete from " + table).update();
        }
        org.clear();
        heard.changes.clear();
        poll.begin(ListedOrg.REF);
        // Taken last: what happens in a test never lies before the moment the hub began to look.
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void a_created_lead_starts_one_run_however_often_its_event_comes() {
        event("r1", "e1", LEAD, "CREATE", now, "");
        event("r1", "e1", LEAD, "CREATE", now, "");

        assertThat(runs()).containsExactly("inbound-lead:create:listed:" + LEAD);
        assertThat(replay()).isEqualTo("r1");
        assertThat(heard.ids()).contains(LEAD);
    }

    @Test
    void a_creation_that_comes_by_event_poll_and_callout_runs_once() {
        org.put("Lead", LEAD, now, now.plusSeconds(2));

        triggers.poll("listed");
        event("r1", "e1", LEAD, "CREATE", now, "");
        TriggerResult answer = triggers.trigger(callout("Lead", "after_insert", LEAD.value()), caller(1));

        assertThat(runs()).hasSize(1);
        assertThat(answer.processedCount()).isZero();
        assertThat(answer.skipped()).extracting(TriggerResult.Skipped::id).containsExactly(LEAD.value());
    }

    @Test
    void an_update_of_a_lead_and_a_new_account_start_nothing_but_are_told() {
        event("r1", "e1", LEAD, "UPDATE", now, "");
        triggers.onEvent("listed", "r2", "e2", body("Account", ACCOUNT, "CREATE", now, ""));

        assertThat(runs()).isEmpty();
        assertThat(heard.ids()).containsExactlyInAnyOrder(LEAD, ACCOUNT);
        assertThat(replay()).isEqualTo("r2");
    }

    @Test
    void our_own_write_is_recognised_and_remembered_for_the_poll() {
        org.ownFingerprint("ours");

        event("r1", "e1", LEAD, "UPDATE", now, "ours");

        assertThat(runs()).isEmpty();
        assertThat(sql.sql("select count(*) from trigger_echo")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void an_event_nobody_can_read_is_passed_over() {
        triggers.onEvent("listed", "r1", "e1", "[this is not an event");
        triggers.onEvent("listed", "r2", "e2", "{\"Object__c\": \"Lead\", \"Record_Id__c\": \"00Q\"}");

        assertThat(runs()).isEmpty();
        assertThat(replay()).isEqualTo("r2");
    }

    @Test
    void a_lead_that_was_there_before_the_hub_is_not_new() {
        org.put("Lead", LEAD, now.minus(Duration.ofDays(1)), now);

        triggers.poll("listed");

        assertThat(runs()).isEmpty();
        assertThat(heard.ids()).contains(LEAD);
    }

    @Test
    void the_poll_reads_page_by_page_and_moves_its_watermark() {
        for (int i = 0; i < 450; i++) {
            org.put("Lead", lead(i), now.plusSeconds(i / 100), now.plusSeconds(i / 100));
        }

        triggers.poll("listed");

        assertThat(runs()).hasSize(450);
        assertThat(org.queries().stream().filter(query -> query.contains("FROM Lead")))
                .hasSize(3);
        assertThat(watermark("Lead")).isEqualTo(now.plusSeconds(4));
    }

    @Test
    void a_row_that_is_committed_behind_the_watermark_is_still_taken() {
        org.put("Lead", lead(1), now.plusSeconds(60), now.plusSeconds(60));
        triggers.poll("listed");
        org.put("Lead", lead(2), now.plusSeconds(30), now.plusSeconds(30));

        triggers.poll("listed");

        assertThat(runs()).hasSize(2);
        assertThat(watermark("Lead")).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void the_overlap_does_not_announce_a_settled_row_again() {
        org.put("Account", ACCOUNT, now.minusSeconds(60), now.minusSeconds(60));

        triggers.poll("listed");
        triggers.poll("listed");

        assertThat(heard.ids().stream().filter(ACCOUNT::equals)).hasSize(1);
    }

    @Test
    void a_poll_that_fails_is_told_in_the_status_and_starts_from_the_same_place() {
        org.put("Lead", LEAD, now.plusSeconds(1), now.plusSeconds(1));
        org.goDown(true);
        triggers.poll("listed");

        assertThat(source("Lead").state()).isEqualTo("failing");
        assertThat(source("Lead").lastError()).isEqualTo("The org answers 503");

        org.goDown(false);
        triggers.poll("listed");

        assertThat(source("Lead").state()).isEqualTo("ok");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void a_lost_replay_position_is_a_gap_that_is_read_by_query_and_closed() {
        event("r1", "e1", lead(1), "CREATE", now, "");
        org.put("Lead", LEAD, now.plusSeconds(1), now.plusSeconds(1));
        org.goDown(true);

        connections.replayLost(ListedOrg.REF);
        await().until(() -> !org.queries().isEmpty());
        assertThat(org.openings()).isEmpty();
        assertThat(triggers.status(caller(1)).sources().get(0).openGap()).isNotNull();
        org.goDown(false);

        await().atMost(Duration.ofSeconds(30)).until(() -> !org.openings().isEmpty());
        assertThat(org.openings()).containsExactly(new ReplayFrom.Earliest());
        assertThat(runs()).hasSize(2);
        await().until(() -> triggers.status(caller(1)).sources().get(0).openGap() == null);
    }

    @Test
    void a_record_that_changes_too_often_starts_no_more_runs_and_raises_an_alarm() {
        double before = capped();
        for (int i = 0; i < 5; i++) {
            org.put("Lead", LEAD, now, now.plusSeconds(i));
            triggers.trigger(callout("Lead", "after_update", LEAD.value()), caller(1));
        }

        assertThat(runs()).hasSize(3);
        assertThat(capped() - before).isEqualTo(2);
    }

    @Test
    void every_fault_of_a_callout_is_answered_at_once() {
        TriggerRequest request = new TriggerRequest(
                "Campaign", List.of("00QLA0000000001AAB", ACCOUNT.value()), "after_delete", "listed", null, null);

        assertThatThrownBy(() -> triggers.trigger(request, caller(1)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().details())
                                .extracting(Problem.Detail::field)
                                .containsExactly("object", "event", "ids[0]"));
        assertThatThrownBy(() -> triggers.trigger(callout("Lead", "after_insert", ACCOUNT.value()), caller(1)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_callout_whose_runs_could_only_wait_for_credits_is_told_so() {
        assertThatThrownBy(() -> triggers.trigger(callout("Lead", "after_insert", LEAD.value()), caller(7)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.INSUFFICIENT_CREDITS);
                    assertThat(refused.problem().facts())
                            .containsEntry("credits_required", new BigDecimal(4))
                            .containsEntry("credits_remaining", new BigDecimal(3));
                });

        assertThat(runs()).isEmpty();
    }

    @Test
    void another_tenant_sees_none_of_the_sources() {
        assertThat(triggers.status(caller(2)).sources()).isEmpty();
    }

    private void event(
            String replayId, String eventId, SalesforceId id, String change, Instant modstamp, String fingerprint) {
        triggers.onEvent("listed", replayId, eventId, body("Lead", id, change, modstamp, fingerprint));
    }

    private static String body(String object, SalesforceId id, String change, Instant modstamp, String fingerprint) {
        return """
                {"Object__c": "%s", "Record_Id__c": "%s", "Change__c": "%s", "Changed_Fields__c": "Phone",
                 "System_Modstamp__c": %d, "Fingerprint__c": "%s", "Fingerprint_Fields__c": "Phone",
                 "CreatedDate": 1}""".formatted(object, id, change, modstamp.toEpochMilli(), fingerprint);
    }

    private static TriggerRequest callout(String object, String event, String id) {
        return new TriggerRequest(object, List.of(id), event, "listed", null, null);
    }

    private static SalesforceId lead(int number) {
        return SalesforceId.of("00QLA000000%04d".formatted(number + 1000));
    }

    private static Caller caller(int tenant) {
        return new Caller(new TenantId(tenant), "lnt_sandbox_", Set.of("triggers"), "req_test");
    }

    private List<String> runs() {
        return sql.sql("select dedupe_key from run_run").query(String.class).list();
    }

    private String replay() {
        return sql.sql("select replay_id from trigger_replay")
                .query(String.class)
                .single();
    }

    private Instant watermark(String object) {
        return Objects.requireNonNull(source(object).watermark());
    }

    private TriggerStatus.Source source(String object) {
        return triggers.status(caller(1)).sources().stream()
                .filter(source -> object.equals(source.object()))
                .findFirst()
                .orElseThrow();
    }

    private double capped() {
        return Stream.ofNullable(metrics.find("lantern.trigger.capped").counter())
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Configuration(proxyBeanMethods = false)
    static class Org {
        @Bean
        @Primary
        ListedOrg listedOrg() {
            return new ListedOrg();
        }

        @Bean
        Heard heard() {
            return new Heard();
        }

        static class Heard {
            private final List<RecordsChanged> changes = new CopyOnWriteArrayList<>();

            @EventListener
            void hear(RecordsChanged changed) {
                changes.add(changed);
            }

            List<SalesforceId> ids() {
                return changes.stream().flatMap(change -> change.ids().stream()).toList();
            }
        }
    }
}
