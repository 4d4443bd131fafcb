package io.lantern.hub.assign;

import static io.lantern.hub.assign.Users.member;
import static io.lantern.hub.assign.Users.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.assign.AssignRequest.ResetRules;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.GrantRequest;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.TestCredits;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.WorkOrder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** What pools promise, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AssignContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final SalesforceId QUEUE = SalesforceId.of("00GLA0000000001");

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private final List<AuditEntry> logged = new CopyOnWriteArrayList<>();
    private TestDatabase database;
    private OneOrg org;
    private HandClock clock;
    private AssignService service;
    private CreditService credits;

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
    void freshNode() {
        database.jdbc().sql("delete from assign_assignment").update();
        database.jdbc().sql("delete from assign_member").update();
        database.jdbc().sql("delete from assign_pool").update();
        logged.clear();
        org = new OneOrg();
        IntStream.range(0, 6).forEach(i -> org.active.add(user(i)));
        clock = new HandClock();
        for (String table : List.of("credit_account", "credit_charge", "credit_entry")) {
            database.jdbc().sql("delete from " + table).update();
        }
        credits = TestCredits.node(database, clock).service();
        service = node(List.of());
    }

    /** Each node has its own beans and shares nothing but the database. */
    private AssignService node(List<AssignSettings.SeedPool> seeds) {
        AssignSettings settings = new AssignSettings(Duration.ofMinutes(5), Duration.ofMinutes(15), seeds);
        AssignStore store = new AssignStore(database.jdbc(), json);
        AuditLog log = logged::add;
        Turns turns = new Turns(store, log, settings, clock, database.transactions());
        UserDirectory directory = new UserDirectory(org, settings, clock);
        PoolSeed seed = new PoolSeed(settings, store, org, directory, clock, database.transactions());
        return new AssignService(
                store,
                turns,
                new RecordAssignment(turns, directory),
                directory,
                seed,
                org,
                credits,
                clock,
                database.transactions());
    }

    @Test
    void many_threads_on_two_nodes_share_exactly_by_weight_and_leave_no_gap() throws Exception {
        int threads = 16;
        int each = 30;
        int[] weights = {7, 5, 3, 1};
        create("inbound", null, member(0, 7), member(1, 5), member(2, 3), member(3, 1));
        List<AssignService> nodes = List.of(service, node(List.of()));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Callable<List<OwnerDecision>>> work = IntStream.range(0, threads)
                .<Callable<List<OwnerDecision>>>mapToObj(thread -> () -> {
                    List<OwnerDecision> got = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        int number = thread * each + i;
                        got.add(nodes.get(number % 2).assignOwner(order(number), lead(number), "inbound", null));
                    }
                    return got;
                })
                .toList();

        List<OwnerDecision> all = new ArrayList<>();
        for (Future<List<OwnerDecision>> result : pool.invokeAll(work)) {
            all.addAll(result.get());
        }
        pool.shutdown();

        assertThat(all.stream().map(OwnerDecision::sequence).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, threads * each).boxed().toList());
        Map<SalesforceId, Long> shares =
                all.stream().collect(Collectors.groupingBy(OwnerDecision::ownerId, Collectors.counting()));
        for (int i = 0; i < weights.length; i++) {
            assertThat(shares.get(user(i))).isEqualTo((long) threads * each * weights[i] / 16);
        }
        all.sort(Comparator.comparing(OwnerDecision::sequence));
        Rotation model = new Rotation(IntStream.range(0, 4)
                .mapToObj(i -> new Rotation.Seat(user(i), weights[i], 0, 0))
                .toList());
        for (OwnerDecision decision : all) {
            Rotation.Turn turn = model.next(user -> true);
            model = turn.after();
            assertThat(decision.ownerId())
                    .isEqualTo(Objects.requireNonNull(turn.chosen()).user());
        }
        assertThat(logged).hasSize(threads * each);
        assertThat(org.userQueries).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void the_same_run_asking_from_many_threads_takes_one_turn() throws Exception {
        create("inbound", null, member(0, 1), member(1, 1));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<OwnerDecision>> same = IntStream.range(0, 24)
                .<Callable<OwnerDecision>>mapToObj(i -> () -> service.assignOwner(order(1), lead(1), "inbound", null))
                .toList();

        List<Future<OwnerDecision>> answers = pool.invokeAll(same);
        pool.shutdown();

        for (Future<OwnerDecision> answer : answers) {
            assertThat(answer.get().sequence()).isEqualTo(1);
            assertThat(answer.get().ownerId()).isEqualTo(user(0));
        }
        assertThat(logged).hasSize(1);
    }

    @Test
    void a_preferred_owner_who_is_active_is_kept_and_no_turn_is_used() {
        create("inbound", null, member(0, 1));

        OwnerDecision kept = service.assignOwner(order(1), lead(1), "inbound", user(5));
        org.active.remove(user(5));
        OwnerDecision again = service.assignOwner(order(1), lead(1), "inbound", user(5));
        OwnerDecision inactive = service.assignOwner(order(2), lead(2), "inbound", user(9));

        assertThat(kept.ownerId()).isEqualTo(user(5));
        assertThat(kept.sequence()).isNull();
        assertThat(again).isEqualTo(kept);
        assertThat(inactive.ownerId()).isEqualTo(user(0));
        assertThat(inactive.sequence()).isEqualTo(1);
        assertThat(logged).hasSize(2);
        assertThat(logged.get(0).diff())
                .hasEntrySatisfying("OwnerId", change -> assertThat(change.to()).isEqualTo(user(5).value()));
    }

    @Test
    void a_refused_owner_gives_the_turn_back_and_another_takes_over() {
        create("inbound", null, member(0, 1), member(1, 1), member(2, 1));
        OwnerDecision first = service.assignOwner(order(1), lead(1), "inbound", null);
        org.active.remove(first.ownerId());

        OwnerDecision second = service.reassign(order(1), lead(1), "inbound", first.ownerId());
        OwnerDecision repeated = service.reassign(order(1), lead(1), "inbound", first.ownerId());
        OwnerDecision next = service.assignOwner(order(2), lead(2), "inbound", null);

        assertThat(first.ownerId()).isEqualTo(user(0));
        assertThat(second.ownerId()).isEqualTo(user(1));
        assertThat(repeated).isEqualTo(second);
        assertThat(next.ownerId()).isEqualTo(user(2));
        assertThat(next.sequence()).isEqualTo(3);
    }

    @Test
    void assigning_writes_the_owner_and_says_why() {
        create("inbound", null, member(0, 2), member(9, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));

        AssignResult result = service.record(request(1, null, null, null), caller());

        assertThat(result.assignedTo()).isEqualTo(user(0).value());
        assertThat(result.assignedToName()).isEqualTo("User " + user(0));
        assertThat(result.sequence()).isEqualTo(1);
        assertThat(result.poolSize()).isEqualTo(3);
        assertThat(result.prevOwner()).isEqualTo(user(5).value());
        assertThat(result.why())
                .containsExactly(
                        Why.chosen(user(0).value(), "Next turn of pool inbound (weight 2 of 3)"),
                        Why.skipped(user(9).value(), "Not an active user in Salesforce"),
                        Why.notTheirTurn(user(1).value()));
        assertThat(org.owners.get(leadId(1))).isEqualTo(user(0));
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.sequence()).isEqualTo(1);
            assertThat(entry.prevOwner()).isEqualTo(user(5).value());
        });
    }

    @Test
    void an_org_that_is_away_leaves_one_turn_that_a_repeat_finishes() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));
        service.previewOwner(OneOrg.REF, lead(1), "inbound");
        org.refusal = "down";
        assertThatThrownBy(() -> service.record(request(1, null, null, null), caller()))
                .isInstanceOf(ProblemException.class);
        assertThat(logged).isEmpty();
        org.refusal = null;
        RefusingOnce away = new RefusingOnce();

        assertThatThrownBy(() -> away.record(request(1, null, null, null)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE));
        assertThat(logged).isEmpty();
        AssignResult repeated = service.record(request(1, null, null, null), caller());

        assertThat(repeated.sequence()).isEqualTo(2);
        assertThat(repeated.assignedTo()).isEqualTo(user(0).value());
        assertThat(logged).hasSize(1);
    }

    @Test
    void an_unfinished_turn_is_given_back_after_a_while() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));
        assertThatThrownBy(() -> new RefusingOnce().record(request(1, null, null, null)))
                .isInstanceOf(ProblemException.class);

        clock.now = clock.now.plus(Duration.ofHours(1));
        AssignResult later = service.record(request(1, null, null, null), caller());

        assertThat(later.sequence()).isEqualTo(2);
        assertThat(later.assignedTo()).isEqualTo(user(0).value());
    }

    @Test
    void an_inactive_owner_that_nobody_knew_of_is_replaced() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));
        service.previewOwner(OneOrg.REF, lead(1), "inbound");
        org.active.remove(user(0));
        clock.now = clock.now.plusSeconds(30);

        AssignResult result = service.record(request(1, null, null, null), caller());

        assertThat(result.assignedTo()).isEqualTo(user(1).value());
        assertThat(org.owners.get(leadId(1))).isEqualTo(user(1));
        assertThat(org.userQueries).hasValue(2);
    }

    @Test
    void nobody_available_is_a_conflict_that_says_why_or_the_fallbacks_turn() {
        create("empty", null, member(8, 1), member(9, 1));
        create("saved", QUEUE, member(8, 1));
        org.owners.put(leadId(1), user(5));
        org.active.add(QUEUE);

        assertThatThrownBy(() -> service.record(
                        new AssignRequest("lead", leadId(1).value(), "empty", null, null, null, null), caller()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFLICT);
                    assertThat(e.problem().message()).contains("`empty`");
                    assertThat(e.problem().details()).hasSize(2);
                });
        AssignResult saved =
                service.record(new AssignRequest("lead", leadId(1).value(), "saved", null, null, null, null), caller());

        assertThat(saved.assignedTo()).isEqualTo(QUEUE.value());
        assertThat(saved.sequence()).isEqualTo(1);
    }

    @Test
    void a_daily_cap_begins_anew_on_the_users_next_day() {
        Pool.Member capped = new Pool.Member(user(0), 1, 2, null, List.of(), true);
        create("inbound", QUEUE, capped);

        List<SalesforceId> today = IntStream.range(0, 3)
                .mapToObj(i ->
                        service.assignOwner(order(i), lead(i), "inbound", null).ownerId())
                .toList();
        clock.now = clock.now.plus(Duration.ofDays(1));
        SalesforceId tomorrow =
                service.assignOwner(order(4), lead(4), "inbound", null).ownerId();

        assertThat(today).containsExactly(user(0), user(0), QUEUE);
        assertThat(tomorrow).isEqualTo(user(0));
    }

    @Test
    void a_dry_run_changes_nothing_and_an_owner_in_the_pool_may_stay() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(1));

        AssignResult dry = service.record(request(1, null, null, true), caller());
        AssignResult kept = service.record(request(1, null, "keep_if_in_pool", null), caller());
        AssignResult turn = service.record(request(1, null, null, null), caller());

        assertThat(dry.assignedTo()).isEqualTo(user(0).value());
        assertThat(dry.dryRun()).isTrue();
        assertThat(kept.assignedTo()).isEqualTo(user(1).value());
        assertThat(kept.sequence()).isNull();
        assertThat(turn.sequence()).isEqualTo(1);
        assertThat(org.updates).hasValue(1);
    }

    @Test
    void reset_rules_place_and_exclude() {
        create("inbound", null, member(0, 1), member(1, 1), member(2, 1));
        org.owners.put(leadId(1), user(5));

        AssignResult placed =
                service.record(request(1, new ResetRules("Bad lead", user(2).value(), null), null, null), caller());
        AssignResult excluded =
                service.record(request(1, new ResetRules(null, null, user(0).value()), null, null), caller());

        assertThat(placed.assignedTo()).isEqualTo(user(2).value());
        assertThat(logged.get(0).reason()).isEqualTo("Bad lead. Placed at the top of pool inbound (weight 1 of 3)");
        assertThat(excluded.assignedTo()).isEqualTo(user(1).value());
        assertThatThrownBy(() ->
                        service.record(request(1, new ResetRules(null, user(4).value(), null), null, null), caller()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.BAD_REQUEST));
    }

    @Test
    void what_does_not_exist_is_named() {
        create("inbound", null, member(0, 1));

        assertThat(code(() -> service.record(request(1, null, null, null), caller())))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(code(() -> service.assignOwner(order(1), lead(1), "outbound", null)))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(code(() -> service.record(
                        new AssignRequest("lead", "001LA0000000001", " ", null, null, "always", null), caller())))
                .isEqualTo(ProblemCode.BAD_REQUEST);
    }

    @Test
    void pools_of_the_settings_are_created_once_and_user_names_are_resolved() {
        AssignSettings.SeedPool seed = new AssignSettings.SeedPool(
                1,
                "inbound",
                null,
                List.of(
                        new AssignSettings.SeedMember(user(3).value(), null, 2, null),
                        new AssignSettings.SeedMember(null, (user(4) + "@EXAMPLE.com"), 1, null)),
                null);

        PoolList first = node(List.of(seed)).pools(null, null, caller());
        PoolList second = node(List.of(seed)).pools("1", "100", caller());

        assertThat(first.pools())
                .singleElement()
                .satisfies(pool -> assertThat(pool.members())
                        .extracting(Pool.Member::userId)
                        .containsExactly(user(3), user(4)));
        assertThat(second.pools()).isEqualTo(first.pools());
    }

    @Test
    void a_pool_comes_back_as_it_was_created_and_its_name_is_taken_then() {
        PoolRequest request = new PoolRequest(
                "emea",
                "Inbound",
                null,
                List.of(new PoolRequest.MemberRequest(
                        user(1).value(),
                        3,
                        9,
                        new PoolRequest.HoursRequest("Europe/Berlin", null, "09:00", "17:00"),
                        List.of(new PoolRequest.AbsenceRequest("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")),
                        null)),
                List.of("2026-12-25"),
                QUEUE.value());

        Pool created = service.createPool(request, caller());

        assertThat(service.pools(null, null, caller()).pools()).containsExactly(created);
        assertThat(code(() -> service.createPool(request, caller()))).isEqualTo(ProblemCode.CONFLICT);
    }

    @Test
    void an_assignment_costs_a_credit_and_one_more_when_it_departs_from_the_ordinary_turn() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));
        ResetRules first = new ResetRules("VIP", user(1).value(), null);

        AssignResult ordinary = service.record(request(1, null, null, null), caller("a"));
        AssignResult kept = service.record(request(1, null, "keep_if_in_pool", null), caller("b"));
        AssignResult reset = service.record(request(1, first, null, null), caller("c"));

        assertThat(ordinary.creditsConsumed()).isEqualTo(Credits.of(1));
        assertThat(ordinary.creditsRemaining()).isEqualTo(Credits.of(99));
        assertThat(kept.creditsConsumed()).isEqualTo(Credits.of(1));
        assertThat(reset.creditsConsumed()).isEqualTo(Credits.of(2));
        assertThat(reset.creditsRemaining()).isEqualTo(Credits.of(96));
    }

    @Test
    void a_dry_run_a_refusal_and_an_org_that_is_away_cost_nothing() {
        create("inbound", null, member(9, 1));
        org.owners.put(leadId(1), user(5));
        assertThat(code(() -> service.record(request(1, null, null, null), caller("a"))))
                .isEqualTo(ProblemCode.CONFLICT);
        org.active.add(user(9));
        AssignResult dry = node(List.of()).record(request(1, null, null, true), caller("b"));
        assertThatThrownBy(() -> new RefusingOnce().record(request(1, null, null, null)))
                .isInstanceOf(ProblemException.class);

        assertThat(dry.creditsConsumed()).isEqualTo(Credits.NONE);
        assertThat(credits.remaining(TENANT)).isEqualTo(TestCredits.INITIAL);
    }

    @Test
    void a_repeat_of_the_same_request_is_not_charged_again() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));

        AssignResult result = service.record(request(1, null, null, null), caller("a"));
        AssignResult repeated = node(List.of()).record(request(1, null, null, null), caller("a"));

        assertThat(repeated.assignedTo()).isEqualTo(result.assignedTo());
        assertThat(repeated.creditsRemaining()).isEqualTo(Credits.of(99));
        assertThat(logged).hasSize(1);
    }

    @Test
    void a_tenant_without_credits_gets_no_owner_and_loses_no_turn() {
        create("inbound", null, member(0, 1), member(1, 1));
        org.owners.put(leadId(1), user(5));
        spend(100);

        assertThat(code(() -> service.record(request(1, null, null, null), caller("a"))))
                .isEqualTo(ProblemCode.INSUFFICIENT_CREDITS);

        assertThat(org.owners.get(leadId(1))).isEqualTo(user(5));
        credits.grant(new GrantRequest(BigDecimal.ONE, "one more"), caller("g"));
        assertThat(service.record(request(1, null, null, null), caller("b")).sequence())
                .isEqualTo(1);
    }

    private void spend(int number) {
        ChargedWork work = ChargedWork.of(caller("all"), "test");
        try (Charge charge = credits.reserve(Quote.fixed(work, Credits.of(number)))) {
            charge.settle(List.of(Use.of(Item.EMAIL, Credits.of(number))));
        }
    }

    /** @return who asks for something new */
    private static Caller caller() {
        return caller(UUID.randomUUID().toString());
    }

    private static Caller caller(String effectKey) {
        return new Caller(TENANT, "lnt_sandbox_", Set.of("*"), "req_1", null, effectKey, Map.of());
    }

    /** A node whose org goes away between the read and the write. */
    private final class RefusingOnce {
        AssignResult record(AssignRequest request) {
            AuditLog log = logged::add;
            AssignSettings settings = new AssignSettings(Duration.ofMinutes(5), Duration.ofMinutes(15), List.of());
            AssignStore store = new AssignStore(database.jdbc(), json);
            Turns turns = new Turns(store, log, settings, clock, database.transactions()) {
                @Override
                Assignment take(Ask ask, UserDirectory.Users users, Assignment.State state) {
                    Assignment taken = super.take(ask, users, state);
                    org.down = true;
                    return taken;
                }
            };
            UserDirectory directory = new UserDirectory(org, settings, clock);
            PoolSeed seed = new PoolSeed(settings, store, org, directory, clock, database.transactions());
            try {
                return new AssignService(
                                store,
                                turns,
                                new RecordAssignment(turns, directory),
                                directory,
                                seed,
                                org,
                                credits,
                                clock,
                                database.transactions())
                        .record(request, caller());
            } finally {
                org.down = false;
            }
        }
    }

    private static ProblemCode code(Callable<?> call) {
        try {
            call.call();
        } catch (ProblemException e) {
            return e.problem().code();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no problem");
    }

    private void create(String name, @Nullable SalesforceId fallback, Pool.Member... members) {
        Pool pool = new Pool(name, null, Pool.ROUND_ROBIN, List.of(members), List.of(), fallback);
        new AssignStore(database.jdbc(), json).insertPool(TENANT, pool, clock.now);
    }

    private static AssignRequest request(
            int lead, @Nullable ResetRules rules, @Nullable String respect, @Nullable Boolean dryRun) {
        return new AssignRequest("LEAD", leadId(lead).value(), "inbound", null, rules, respect, dryRun);
    }

    private static SalesforceId leadId(int number) {
        return SalesforceId.of("00QLA%010d".formatted(number));
    }

    private static CrmRecord lead(int number) {
        return new CrmRecord("Lead", leadId(number), Map.of("OwnerId", QUEUE.value()));
    }

    private static WorkOrder order(int number) {
        return new WorkOrder(OneOrg.REF, "run-" + number, "req-" + number, "Lead", leadId(number));
    }

    private static final class HandClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-02T10:00:00Z");

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
