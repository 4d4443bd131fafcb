package io.lantern.hub.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What credits promise, on each database. Every tenant begins with 100. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CreditContract {
    private static final AtomicInteger tenants = new AtomicInteger();

    private final HandClock clock = new HandClock();
    private TestDatabase database;
    private TestCredits node;
    private CreditService credits;
    private TenantId tenant;

    abstract TestDatabase open();

    @BeforeAll
    void openDatabase() {
        database = open();
    }

    @AfterAll
    void closeDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void freshTenant() {
        clock.now = Instant.parse("2026-03-01T10:00:00Z");
        node = TestCredits.node(database, clock);
        credits = node.service();
        tenant = new TenantId(tenants.incrementAndGet());
    }

    @Test
    void a_tenant_gets_its_first_credits_once_however_many_meet_it_at_once() throws Exception {
        List<CreditService> nodes =
                List.of(credits, TestCredits.node(database, clock).service());

        List<Credits> seen = inParallel(32, i -> nodes.get(i % 2).remaining(tenant));

        assertThat(seen).containsOnly(TestCredits.INITIAL);
        assertThat(entries()).containsExactly("grant 100");
    }

    @Test
    void work_is_charged_what_it_used_and_gets_the_rest_back() {
        try (Charge charge = credits.reserve(quote("r1", 10, 1))) {
            assertThat(charge.reserved()).isEqualTo(Credits.of(10));
            assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(90));

            charge.settle(List.of(use(Item.PHONE, "2"), new Use(Item.EMAIL, credits("0.5"), "acme")));

            assertThat(charge.used()).isEqualTo(credits("2.5"));
        }

        assertThat(credits.remaining(tenant)).isEqualTo(credits("97.5"));
        assertThat(entries()).containsExactly("grant 100", "reserve -10", "release 10", "settle -2", "settle -0.5");
        assertThat(sumOfEntries()).isEqualByComparingTo("97.5");
    }

    @Test
    void work_that_fails_costs_nothing() {
        assertThatThrownBy(() -> {
                    try (Charge charge = credits.reserve(quote("r1", 10, 1))) {
                        throw new IllegalStateException("after " + charge.reserved());
                    }
                })
                .hasMessage("after 10");

        assertThat(credits.remaining(tenant)).isEqualTo(TestCredits.INITIAL);
        assertThat(entries()).containsExactly("grant 100", "reserve -10", "release 10");
    }

    @Test
    void work_whose_worst_case_is_not_covered_may_use_what_is_left() {
        try (Charge charge = credits.reserve(quote("r1", 250, 100))) {
            assertThat(charge.reserved()).isEqualTo(Credits.of(100));
            assertThat(credits.remaining(tenant)).isEqualTo(Credits.NONE);
        }
    }

    @Test
    void work_whose_cheapest_way_is_not_covered_is_refused_and_told_what_to_do() {
        spend("r1", 97);

        assertThatThrownBy(() -> credits.reserve(quote("r2", 9, 5)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.INSUFFICIENT_CREDITS);
                    assertThat(refused.problem().message())
                            .isEqualTo("This needs 5 credits and 3 are left. Have an admin grant more by"
                                    + " POST /v1/credits/grants, or ask for less.");
                    assertThat(refused.problem().facts())
                            .containsEntry("credits_required", new BigDecimal(5))
                            .containsEntry("credits_remaining", new BigDecimal(3));
                });
        assertThatThrownBy(() -> credits.require(tenant, Credits.of(4))).isInstanceOf(ProblemException.class);
        credits.require(tenant, Credits.of(3));
    }

    @Test
    void many_threads_on_two_nodes_spend_exactly_what_there_is() throws Exception {
        List<CreditService> nodes =
                List.of(credits, TestCredits.node(database, clock).service());

        List<Boolean> paid = inParallel(400, i -> {
            try (Charge charge = nodes.get(i % 2).reserve(quote("r" + i, 1, 1))) {
                charge.settle(List.of(use(Item.MATCH_SIMPLE, "1")));
                return true;
            } catch (ProblemException refused) {
                assertThat(refused.problem().code()).isEqualTo(ProblemCode.INSUFFICIENT_CREDITS);
                return false;
            }
        });

        assertThat(paid).filteredOn(one -> one).hasSize(100);
        assertThat(sumOfEntries()).isEqualByComparingTo("0");
        assertThat(node.drift().check()).isEmpty();
    }

    @Test
    void threads_that_give_back_half_of_what_they_reserve_do_not_lose_any() throws Exception {
        inParallel(100, i -> {
            try (Charge charge = credits.reserve(quote("r" + i, 2, 1))) {
                charge.settle(List.of(use(Item.EMAIL, "1")));
                return true;
            } catch (ProblemException refused) {
                // All that is left may be reserved by others just now.
                return false;
            }
        });

        assertThat(credits.remaining(tenant).value()).isEqualByComparingTo(sumOfEntries());
        assertThat(node.drift().check()).isEmpty();
    }

    @Test
    void a_repeat_of_work_that_was_paid_for_is_not_charged_again() {
        spend("r1", 5);

        try (Charge again = credits.reserve(quote("r1", 5, 5))) {
            assertThat(again.used()).isEqualTo(Credits.of(5));
            again.settle(List.of(use(Item.EMAIL, "5")));
        }

        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(95));
    }

    @Test
    void a_repeat_of_work_that_was_killed_finds_its_reservation() {
        Charge killed = credits.reserve(quote("r1", 5, 5));

        try (Charge again = credits.reserve(quote("r1", 5, 5))) {
            assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(95));
            again.settle(List.of(use(Item.EMAIL, "5")));
        }
        killed.close();

        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(95));
    }

    @Test
    void a_charge_commits_with_its_effect_or_not_at_all() {
        try (Charge charge = credits.reserve(quote("r1", 5, 5))) {
            assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
                        charge.settle(List.of(use(Item.CONVERT, "2")));
                        throw new IllegalStateException("the effect failed");
                    }))
                    .hasMessage("the effect failed");
            assertThat(charge.used()).isEqualTo(Credits.NONE);

            database.transaction().executeWithoutResult(status -> charge.settle(List.of(use(Item.CONVERT, "2"))));
            assertThat(charge.used()).isEqualTo(Credits.of(2));
        }

        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(98));
        assertThat(entries()).containsExactly("grant 100", "reserve -5", "release 5", "settle -2");
    }

    @Test
    void nothing_is_reserved_inside_a_transaction_because_others_would_wait_for_its_end() {
        assertThatThrownBy(
                        () -> database.transaction().executeWithoutResult(status -> credits.reserve(quote("r1", 1, 1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_a_killed_request_reserved_comes_back_after_a_while() {
        Charge killed = credits.reserve(quote("r1", 40, 40));
        clock.pass(Duration.ofMinutes(14));
        node.reservations().sweep();
        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(60));

        clock.pass(Duration.ofMinutes(2));
        node.reservations().sweep();
        node.reservations().sweep();

        assertThat(credits.remaining(tenant)).isEqualTo(TestCredits.INITIAL);
        assertThat(killed.used()).isEqualTo(Credits.NONE);
    }

    @Test
    void a_request_that_outlived_its_reservation_is_charged_from_what_is_left() {
        Charge slow = credits.reserve(quote("r1", 40, 40));
        Charge slower = credits.reserve(quote("r2", 40, 40));
        clock.pass(Duration.ofMinutes(16));
        node.reservations().sweep();
        spend("r3", 50);

        slow.settle(List.of(use(Item.RESEARCH_HIGH, "40")));
        slower.settle(List.of(use(Item.RESEARCH_HIGH, "40")));

        assertThat(slow.used()).isEqualTo(Credits.of(40));
        assertThat(slower.used()).isEqualTo(Credits.NONE);
        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(10));
        assertThat(node.drift().check()).isEmpty();
    }

    @Test
    void what_a_run_reserved_stays_until_the_run_ends() {
        credits.reserve(Quote.fixed(run("run_1"), Credits.of(4)));
        clock.pass(Duration.ofDays(3));
        node.reservations().sweep();
        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(96));

        credits.releaseRun(tenant, "run_1");
        assertThat(credits.remaining(tenant)).isEqualTo(TestCredits.INITIAL);
        try (Charge replayed = credits.reserve(Quote.fixed(run("run_1"), Credits.of(4)))) {
            replayed.settle(List.of(use(Item.RECORD, "1"), use(Item.RECORD_ROUTED, "1")));
        }
        credits.releaseRun(tenant, "run_1");

        assertThat(credits.usedByRuns(tenant, List.of("run_1", "run_2")))
                .containsOnly(Map.entry("run_1", Credits.of(2)));
        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(98));
        assertThat(entries())
                .containsExactly(
                        "grant 100", "reserve -4", "release 4", "reserve -4", "release 4", "settle -1", "settle -1");
    }

    @Test
    void a_price_that_was_raised_meanwhile_charges_no_more_than_was_reserved() {
        try (Charge charge = credits.reserve(quote("r1", 3, 3))) {
            charge.settle(List.of(use(Item.RECORD, "2"), use(Item.RECORD_ENRICHED, "4"), use(Item.RECORD_ROUTED, "2")));

            assertThat(charge.used()).isEqualTo(Credits.of(3));
        }
        assertThat(entries()).containsExactly("grant 100", "reserve -3", "release 3", "settle -2", "settle -1");
    }

    @Test
    void an_item_costs_what_ships_unless_the_settings_say_otherwise_and_0_leaves_no_trace() {
        CreditService own = TestCredits.node(
                        database, clock, Map.of(Item.CONVERT, new BigDecimal("0.25"), Item.ASSIGN, BigDecimal.ZERO))
                .service();

        assertThat(own.price(Item.CONVERT)).isEqualTo(credits("0.25"));
        assertThat(own.price(Item.RESEARCH_HIGH)).isEqualTo(Credits.of(20));
        own.remaining(tenant);
        try (Charge free = own.reserve(Quote.fixed(request("r1"), own.price(Item.ASSIGN)))) {
            free.settle(List.of(Use.of(Item.ASSIGN, own.price(Item.ASSIGN))));
        }
        assertThat(entries()).containsExactly("grant 100");
    }

    @Test
    void a_node_sees_its_own_charges_at_once_and_those_of_others_within_a_second() {
        CreditService other = TestCredits.node(database, clock).service();
        assertThat(other.remaining(tenant)).isEqualTo(TestCredits.INITIAL);

        spend("r1", 30);

        assertThat(credits.remaining(tenant)).isEqualTo(Credits.of(70));
        await().atMost(Duration.ofMillis(1500))
                .until(() -> other.remaining(tenant).equals(Credits.of(70)));
    }

    @Test
    void a_grant_adds_to_the_balance_once_per_request() {
        Caller admin = caller("k_admin");

        credits.grant(new GrantRequest(new BigDecimal("50.5"), "Second quarter"), admin);
        BalanceResult repeated = credits.grant(new GrantRequest(new BigDecimal("50.5"), "Second quarter"), admin);

        assertThat(repeated).isEqualTo(new BalanceResult(true, tenant.value(), credits("150.5"), credits("150.5")));
        assertThat(credits.balance(admin)).isEqualTo(repeated);
        assertThat(entries()).containsExactly("grant 100", "grant 50.5");
    }

    @Test
    void a_grant_of_nothing_of_less_than_nothing_or_without_reason_is_refused() {
        for (String amount : List.of("0", "-5", "1000000001", "0.00001")) {
            assertThatThrownBy(() -> credits.grant(new GrantRequest(new BigDecimal(amount), " "), caller("k")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem().details())
                                    .extracting(detail -> detail.field())
                                    .containsExactly("credits", "reason"));
        }
    }

    @Test
    void usage_counts_what_was_settled_and_breaks_it_down() {
        clock.now = Instant.parse("2026-03-01T00:00:00Z");
        settle(request("a"), new Use(Item.PHONE, Credits.of(2), "acme"));
        clock.now = Instant.parse("2026-03-01T23:59:59.999999Z");
        settle(run("run_1"), use(Item.RECORD, "1"));
        clock.now = Instant.parse("2026-03-02T12:00:00Z");
        settle(request("b"), new Use(Item.EMAIL, credits("0.5"), "acme"));
        Charge open = credits.reserve(quote("c", 9, 9));
        clock.now = Instant.parse("2026-03-03T00:00:00Z");
        settle(request("d"), use(Item.MATCH_SIMPLE, "7"));

        assertThat(usage("start_date", "2026-03-01", "end_date", "2026-03-02").creditsUsed())
                .isEqualTo(credits("3.5"));
        assertThat(breakdown("day")).containsExactly("2026-03-01=3", "2026-03-02=0.5", "2026-03-03=7");
        assertThat(breakdown("service")).containsExactly("enrich.phone=9.5", "workflow.inbound-lead=1");
        assertThat(breakdown("provider")).containsExactly("null=8", "acme=2.5");
        assertThat(breakdown("key")).containsExactly("lnt_abcdefgh=9.5", "null=1");
        assertThat(march("workflow_id", "inbound-lead").creditsUsed()).isEqualTo(Credits.of(1));
        assertThat(march("workflow_run_id", "run_1").creditsUsed()).isEqualTo(Credits.of(1));
        assertThat(march("workflow_run_id", "run_2").creditsUsed()).isEqualTo(Credits.NONE);
        open.close();
    }

    @Test
    void usage_can_be_asked_for_by_what_calls_were_tagged_with() {
        settle(tagged("a", Map.of("campaign", "spring", "team", "red")), use(Item.EMAIL, "1"));
        settle(tagged("b", Map.of("campaign", "autumn")), use(Item.EMAIL, "2"));
        settle(request("c"), use(Item.EMAIL, "4"));

        assertThat(march("custom_key", "campaign").creditsUsed()).isEqualTo(Credits.of(3));
        assertThat(march("custom_key", "campaign", "custom_value", "spring").creditsUsed())
                .isEqualTo(Credits.of(1));
        assertThat(march("custom_key", "team", "custom_value", "blue").creditsUsed())
                .isEqualTo(Credits.NONE);
    }

    @Test
    void usage_of_another_tenant_is_not_seen() {
        spend("r1", 5);
        TenantId mine = tenant;
        tenant = new TenantId(tenants.incrementAndGet());

        assertThat(march().creditsUsed()).isEqualTo(Credits.NONE);
        assertThat(credits.usedByRuns(mine, List.of())).isEmpty();
    }

    @Test
    void usage_says_which_parameters_are_wrong() {
        assertThatThrownBy(() -> usage(
                        "start_date", "2026-03-05", "end_date", "2026-03-01", "group_by", "moon", "custom_value", "x"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().details())
                                .extracting(detail -> detail.field())
                                .containsExactly("end_date", "custom_key", "group_by"));
        assertThatThrownBy(() -> usage("start_date", "yesterday", "end_date", "9999-12-31"))
                .hasMessage("`start_date` must be a day in UTC from 2000-01-01 to 2999-12-31.");
    }

    @Test
    void a_balance_that_somebody_changed_is_named() {
        spend("r1", 5);
        database.jdbc()
                .sql("update credit_account set balance = balance + 1 where tenant_id = ?")
                .param(tenant.value())
                .update();

        assertThat(node.drift().check())
                .containsExactly(
                        "Tenant %d has a balance of 96, but its entries add up to 95".formatted(tenant.value()));
        assertThat(node.meters().get("lantern.credit.drift").gauge().value()).isEqualTo(1);

        database.jdbc()
                .sql("update credit_account set balance = balance - 1 where tenant_id = ?")
                .param(tenant.value())
                .update();
        assertThat(node.drift().check()).isEmpty();
        assertThat(node.meters().get("lantern.credit.drift").gauge().value()).isZero();
    }

    @Test
    void an_entry_that_somebody_changed_is_named_with_its_charge() {
        spend("r1", 5);
        spend("r2", 7);
        database.jdbc()
                .sql("update credit_entry set amount = -2 where tenant_id = ? and charge_key = 'request:r2'"
                        + " and kind = 'settle'")
                .param(tenant.value())
                .update();

        assertThat(node.drift().check())
                .containsExactly(("Tenant %d has a balance of 88, but its entries add up to 93;"
                                + " charge request:r2 has entries of -2 instead of -7")
                        .formatted(tenant.value()));

        database.jdbc()
                .sql("update credit_entry set amount = -7 where tenant_id = ? and charge_key = 'request:r2'"
                        + " and kind = 'settle'")
                .param(tenant.value())
                .update();
    }

    private void spend(String key, int number) {
        settle(request(key), use(Item.EMAIL, String.valueOf(number)));
    }

    private void settle(ChargedWork work, Use use) {
        try (Charge charge = credits.reserve(Quote.fixed(work, use.credits()))) {
            charge.settle(List.of(use));
        }
    }

    private Quote quote(String key, int most, int least) {
        return new Quote(request(key), Credits.of(most), Credits.of(least));
    }

    private ChargedWork request(String key) {
        return tagged(key, Map.of());
    }

    private ChargedWork tagged(String key, Map<String, String> tags) {
        Caller caller = new Caller(tenant, "lnt_abcdefgh", Set.of("*"), "req_1", null, key, tags);
        return ChargedWork.of(caller, "enrich.phone");
    }

    private ChargedWork run(String id) {
        return new ChargedWork(
                tenant, ChargedWork.keyOfRun(id), "workflow.inbound-lead", "req_1", id, "inbound-lead", null, Map.of());
    }

    private Caller caller(String effectKey) {
        return new Caller(tenant, "lnt_abcdefgh", Set.of("*"), "req_1", null, effectKey, Map.of());
    }

    private static Use use(Item item, String number) {
        return Use.of(item, credits(number));
    }

    private static Credits credits(String number) {
        return new Credits(new BigDecimal(number));
    }

    private List<String> breakdown(String by) {
        return Objects.requireNonNull(march("group_by", by).breakdown()).stream()
                .map(part -> part.value() + "=" + part.creditsUsed())
                .toList();
    }

    private UsageResult march(String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of("start_date", "2026-03-01", "end_date", "2026-03-31"));
        return usage(all.toArray(String[]::new));
    }

    private UsageResult usage(String... parameters) {
        Map<String, Object> byName = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            byName.put(parameters[i], parameters[i + 1]);
        }
        return credits.usage(byName, caller("u"));
    }

    /** @return kind and amount of the tenant's entries in their order */
    private List<String> entries() {
        return database.jdbc()
                .sql("select kind, amount from credit_entry where tenant_id = ? order by seq")
                .param(tenant.value())
                .query((row, number) -> row.getString(1) + " "
                        + row.getBigDecimal(2).stripTrailingZeros().toPlainString())
                .list();
    }

    private BigDecimal sumOfEntries() {
        return database.jdbc()
                .sql("select sum(amount) from credit_entry where tenant_id = ?")
                .param(tenant.value())
                .query(BigDecimal.class)
                .single();
    }

    /** What one of many threads does. */
    interface Numbered<T> {
        T call(int number);
    }

    private static <T> List<T> inParallel(int count, Numbered<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Callable<T>> all = IntStream.range(0, count)
                    .<Callable<T>>mapToObj(i -> () -> work.call(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static final class HandClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        void pass(Duration time) {
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
