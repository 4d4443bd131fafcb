package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.GrantRequest;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.TestCredits;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.PersonalData;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/** What runs promise, on each database, with time turned by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final RunSettings SETTINGS = new RunSettings(
            4,
            3,
            3,
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ZERO);

    private final SettableClock time = new SettableClock();
    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final List<String> done = new ArrayList<>();
    private final List<Object> events = new ArrayList<>();
    private Credits price = Credits.NONE;
    private CreditService credits;
    private TestDatabase database;
    private ManualScheduler scheduler;
    private RunService runs;
    private RunClaims claims;
    private StepStore steps;
    private RunPeople people;
    private Body body = ticket -> null;
    private final RunWork work = named("test", ticket -> body.execute(ticket));

    abstract TestDatabase open();

    /** What a test's work does. */
    interface Body {
        @Nullable
        Map<String, ?> execute(RunWork.Ticket ticket) throws Exception;
    }

    @BeforeAll
    void openDatabase() {
        database = open();
        PlatformTransactionManager transactions = database.transactions();
        Clock clock = new TurnedClock();
        credits = TestCredits.node(database, clock).service();
        RunStore store = new RunStore(new JdbcTemplate(database.dataSource()));
        steps = new StepStore(database.jdbc());
        people = new RunPeople(database.jdbc(), credits, clock);
        RunTimers timers = new RunTimers(() -> scheduler);
        RunWaits waits = new RunWaits(store);
        Burst burst = new Burst(clock);
        claims = new RunClaims(store, timers, waits, events::add, clock, transactions);
        RunExecution execution = new RunExecution(
                claims,
                steps,
                new RunWorks(List.of(work)),
                new RetryPolicy(SETTINGS, () -> 1.0),
                credits,
                new RunMetrics(new SimpleMeterRegistry(), store),
                json,
                clock);
        scheduler = TestHelper.createManualScheduler(
                        new TransactionAwareDataSourceProxy(database.dataSource()),
                        RunConfiguration.task(execution, burst, SETTINGS))
                .clock(time)
                .build();
        runs = new RunService(store, steps, timers, waits, burst, credits, json, clock, transactions);
    }

    @AfterAll
    void closeDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() {
        price = Credits.NONE;
        for (String table : List.of("run_run", "run_step", "run_subject", "scheduled_tasks")) {
            database.jdbc().sql("delete from " + table).update();
        }
        time.set(START);
        done.clear();
        does(ticket -> {
            done.add(ticket.runId());
            return Map.of("ok", true);
        });
    }

    @Test
    void a_run_is_done_and_says_what_came_out() {
        String id = start(null, null);

        scheduler.runAnyDueExecutions();

        RunResult run = runs.get(id, caller(1));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.agent()).isEqualTo("some-work");
        assertThat(run.input()).isEqualTo(json.valueToTree(Map.of("object", "Lead")));
        assertThat(run.output()).isEqualTo(json.valueToTree(Map.of("ok", true)));
        assertThat(run.startedAt()).isEqualTo(START);
        assertThat(run.finishedAt()).isEqualTo(START);
        assertThat(run.error()).isNull();
        assertThat(timers()).isZero();
    }

    @Test
    void a_run_falls_with_the_transaction_that_started_it() {
        assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
                    runs.start(newRun(null, "once"));
                    throw new IllegalStateException("the cause is undone");
                }))
                .hasMessage("the cause is undone");

        assertThat(timers()).isZero();
        assertThat(start(null, "once")).isNotEmpty();
    }

    @Test
    void a_run_is_only_started_inside_a_transaction() {
        assertThatThrownBy(() -> runs.start(newRun(null, null))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_second_run_with_the_same_key_is_not_started_and_the_transaction_lives() {
        start(null, "once");

        Optional<String> second = Objects.requireNonNull(database.transaction().execute(status -> {
            Optional<String> repeated = runs.start(newRun(null, "once"));
            runs.start(newRun(null, "another"));
            return repeated;
        }));

        assertThat(second).isEmpty();
        assertThat(timers()).isEqualTo(2);
    }

    @Test
    void runs_of_one_subject_are_taken_in_the_order_they_were_started() {
        List<String> ids = List.of(start("org/1", null), start("org/1", null), start("org/1", null));

        drain();

        assertThat(done).containsExactlyElementsOf(ids);
        assertThat(database.jdbc()
                        .sql("select count(*) from run_subject")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_later_run_of_a_subject_waits_while_the_earlier_one_is_being_repeated() {
        String first = start("org/1", null);
        String second = start("org/1", null);
        List<String> failed = new ArrayList<>();
        does(ticket -> {
            if (ticket.runId().equals(first) && failed.size() < 2) {
                failed.add(ticket.runId());
                throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce is down");
            }
            done.add(ticket.runId());
            return null;
        });

        drain();

        assertThat(failed).hasSize(2);
        assertThat(done).containsExactly(first, second);
    }

    @Test
    void a_failure_is_repeated_with_growing_pauses_and_then_becomes_a_dead_letter() {
        String id = start("org/1", null);
        List<Instant> tries = new ArrayList<>();
        does(ticket -> {
            tries.add(time.now());
            throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce is down");
        });

        drain();

        assertThat(tries).containsExactly(START, START.plusSeconds(2), START.plusSeconds(6));
        RunResult run = runs.get(id, caller(1));
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error()).isEqualTo(new RunResult.Fault("upstream_unavailable", "Salesforce is down"));
    }

    @Test
    void an_unexpected_exception_keeps_its_words_to_itself() {
        String id = start(null, null);
        does(ticket -> {
            throw new IllegalStateException("secret of Jane Doe");
        });

        drain();

        assertThat(Objects.requireNonNull(runs.get(id, caller(1)).error()).message())
                .contains("IllegalStateException")
                .doesNotContain("Jane");
    }

    @Test
    void a_dead_letter_goes_on_after_its_last_finished_step_when_replayed() {
        String id = start("org/1", null);
        List<String> did = new ArrayList<>();
        List<String> broken = new ArrayList<>(List.of("broken"));
        does(ticket -> {
            step(ticket, "one", did);
            if (!broken.isEmpty()) {
                ticket.journal().started("two");
                ticket.journal().failed("two", "Not today");
                throw new ProblemException(ProblemCode.UPSTREAM_ERROR, "Not today");
            }
            step(ticket, "two", did);
            return null;
        });
        drain();
        assertThat(runs.get(id, caller(1)).steps())
                .extracting(RunResult.Step::status)
                .containsExactly(StepStatus.COMPLETED, StepStatus.FAILED);

        broken.clear();
        runs.retry(id, caller(1));
        drain();

        assertThat(did).containsExactly("one", "two");
        assertThat(runs.get(id, caller(1)).status()).isEqualTo(RunStatus.COMPLETED);
        assertThatThrownBy(() -> runs.retry(id, caller(1))).hasMessageContaining("only a failed run");
    }

    @Test
    void an_execution_that_died_is_taken_over_without_repeating_a_finished_step() {
        String id = start("org/1", null);
        List<String> did = new ArrayList<>();
        RunClaims.Claim.Mine dead = (RunClaims.Claim.Mine) claims.claim(id);
        RunWork.Journal journal =
                new StepJournal(steps, new TurnedClock(), id, dead.run().attempt());
        journal.started("one");
        journal.finished("one", "1");
        journal.started("two");
        does(ticket -> {
            step(ticket, "one", did);
            step(ticket, "two", did);
            return null;
        });

        drain();

        assertThat(did).containsExactly("two");
        assertThat(runs.get(id, caller(1)).attempt()).isEqualTo(2);
        assertThatThrownBy(() -> journal.finished("two", "2")).isInstanceOf(RunLostException.class);
        assertThat(claims.end(dead.run(), RunEnd.completed(null), () -> fail("it is another's run")))
                .isFalse();
    }

    @Test
    void a_run_is_paid_for_when_it_ends_and_says_what_it_cost() {
        price = Credits.of(4);
        Credits before = credits.remaining(TENANT);
        String id = start(null, null);
        does(ticket -> {
            assertThat(credits.remaining(TENANT)).isEqualTo(before.minus(price));
            assertThat(runs.get(ticket.runId(), caller(1)).creditsConsumed()).isEqualTo(Credits.NONE);
            return null;
        });

        drain();

        assertThat(runs.get(id, caller(1)).creditsConsumed()).isEqualTo(price);
        assertThat(credits.remaining(TENANT)).isEqualTo(before.minus(price));
    }

    @Test
    void a_run_that_is_tried_again_keeps_its_reservation_and_a_dead_letter_costs_nothing_until_it_is_replayed() {
        price = Credits.of(4);
        Credits before = credits.remaining(TENANT);
        String id = start(null, null);
        List<String> broken = new ArrayList<>(List.of("broken"));
        List<Credits> seen = new ArrayList<>();
        does(ticket -> {
            seen.add(credits.remaining(TENANT));
            if (!broken.isEmpty()) {
                throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce is down");
            }
            return null;
        });

        drain();
        assertThat(seen).hasSize(3).containsOnly(before.minus(price));
        assertThat(credits.remaining(TENANT)).isEqualTo(before);

        broken.clear();
        runs.retry(id, caller(1));
        drain();
        assertThat(credits.remaining(TENANT)).isEqualTo(before.minus(price));
        assertThat(runs.get(id, caller(1)).creditsConsumed()).isEqualTo(price);
    }

    @Test
    void a_run_without_credits_waits_and_goes_on_after_a_grant() {
        price = Credits.of(1000);
        String id = start(null, null);
        scheduler.runAnyDueExecutions();
        RunResult waiting = runs.get(id, caller(1));
        assertThat(waiting.status()).isEqualTo(RunStatus.QUEUED);
        assertThat(Objects.requireNonNull(waiting.error()).code()).isEqualTo("insufficient_credits");

        credits.grant(new GrantRequest(new BigDecimal(1000), "test"), caller(1));
        drain();

        assertThat(done).containsExactly(id);
        assertThat(runs.get(id, caller(1)).creditsConsumed()).isEqualTo(price);
    }

    @Test
    void an_execution_that_is_no_longer_the_current_one_reserves_nothing() {
        price = Credits.of(4);
        Credits before = credits.remaining(TENANT);
        String id = start(null, null);
        RunClaims.Claim.Mine dead = (RunClaims.Claim.Mine) claims.claim(id);
        claims.claim(id);

        assertThatThrownBy(() -> credits.reserve(
                        work.quote(ticket(dead.run())).orElseThrow(), () -> claims.requireCurrent(dead.run())))
                .isInstanceOf(RunLostException.class);

        assertThat(credits.remaining(TENANT)).isEqualTo(before);
    }

    @Test
    void a_run_that_is_erased_gives_back_what_it_had_reserved() {
        price = Credits.of(4);
        Credits before = credits.remaining(TENANT);
        start("org/00QLA0000000001", null);
        does(ticket -> {
            throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce is down");
        });
        scheduler.runAnyDueExecutions();
        assertThat(credits.remaining(TENANT)).isEqualTo(before.minus(price));

        database.transaction()
                .executeWithoutResult(status ->
                        people.erase(new PersonalData.Person(TENANT, "ada@example.com", List.of("00QLA0000000001"))));

        assertThat(credits.remaining(TENANT)).isEqualTo(before);
        drain();
    }

    private RunWork.Ticket ticket(RunRow run) {
        RunWork.Journal journal = new StepJournal(steps, new TurnedClock(), run.id(), run.attempt());
        return new RunWork.Ticket(
                run.tenant(), run.id(), run.name(), run.requestId(), run.attempt(), Map.of(), journal);
    }

    @Test
    void progress_that_is_told_late_does_not_go_back() {
        does(ticket -> {
            ticket.journal().progress(20, 100);
            ticket.journal().progress(17, 100);
            return Map.of();
        });
        String id = start(null, null);

        scheduler.runAnyDueExecutions();

        assertThat(runs.get(id, caller(1)).progress()).isEqualTo(new RunRow.Progress(20, 100));
    }

    @Test
    void a_run_of_another_tenant_is_not_there() {
        String id = start(null, null);

        assertThatThrownBy(() -> runs.get(id, caller(2)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_FOUND));
        assertThatThrownBy(() -> runs.retry(id, caller(2))).isInstanceOf(ProblemException.class);
    }

    @Test
    void waiting_ends_when_the_runs_do_or_when_the_time_is_up() {
        String id = start(null, null);

        assertThat(runs.await(List.of(id), Duration.ofMillis(1))).containsEntry(id, RunStatus.QUEUED);
        scheduler.runAnyDueExecutions();
        assertThat(runs.await(List.of(id), Duration.ofMinutes(1))).containsEntry(id, RunStatus.COMPLETED);
    }

    private static void step(RunWork.Ticket ticket, String name, List<String> did) {
        if (ticket.journal().finished(name) == null) {
            ticket.journal().started(name);
            did.add(name);
            ticket.journal().finished(name, "{}");
        }
    }

    private String start(@Nullable String subject, @Nullable String dedupeKey) {
        return Objects.requireNonNull(database.transaction().execute(status -> runs.start(newRun(subject, dedupeKey))))
                .orElseThrow();
    }

    private static NewRun newRun(@Nullable String subject, @Nullable String dedupeKey) {
        return new NewRun(TENANT, "test", "some-work", subject, Map.of("object", "Lead"), "req_1", dedupeKey);
    }

    /** Turns the clock second by second until no timer is left. */
    private void drain() {
        for (int second = 0; timers() > 0 && second < 60; second++) {
            scheduler.runAnyDueExecutions();
            time.tick(Duration.ofSeconds(1));
        }
        assertThat(timers()).isZero();
    }

    private long timers() {
        return database.jdbc()
                .sql("select count(*) from scheduled_tasks")
                .query(Long.class)
                .single();
    }

    private void does(Body what) {
        body = what;
    }

    private RunWork named(String kind, Body body) {
        return new RunWork() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Optional<Quote> quote(Ticket ticket) {
                return Optional.of(Quote.fixed(
                        ChargedWork.ofRun(ticket.tenant(), ticket.runId(), "test", ticket.requestId()), price));
            }

            @Override
            public Outcome execute(Ticket ticket) throws Exception {
                return new Outcome(body.execute(ticket), List.of(Use.of(Item.RECORD, price)));
            }
        };
    }

    private static Caller caller(int tenant) {
        return new Caller(new TenantId(tenant), "lnt_sandbox_", Set.of("agents"), "req_test");
    }

    private final class TurnedClock extends Clock {
        @Override
        public Instant instant() {
            return time.now();
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
