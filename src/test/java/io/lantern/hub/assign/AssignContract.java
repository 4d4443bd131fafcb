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
import org.springframework.jdbc.core.JdbcTemplate;

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
    private AssignService other;
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
        other = node(List.of());
    }

    /** Each node has its own beans and shares nothing but the database. */
    private AssignService node(List<AssignSettings.SeedPool> seeds) {
        return new Node(seeds, false).service;
    }

    private Pools desk(List<AssignSettings.SeedPool> seeds) {
        return new Node(seeds, false).pools;
    }

    private final class Node {
        final AssignService service;
        final Pools pools;

        /** @param failing whether the org goes away when a turn is taken */
        Node(List<AssignSettings.SeedPool> seeds, boolean failing) {
            AssignSettings settings =
                    new AssignSettings(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(1), seeds);
            PoolStore store = new PoolStore(database.jdbc(), json);
            AssignStore assignments = new AssignStore(new JdbcTemplate(database.dataSource()), json);
            AuditLog log = logged::add;
            TurnTaker taker = new TurnTaker(store, assignments, log, settings, clock);
            OpenRecords openRecords = new OpenRecords(org, settings, clock);
            Turns turns = new Turns(store, assignments, taker, openRecords, log, clock, database.transactions()) {
                @Override
                Assignment take(Ask ask, UserDirectory.Users users, Assignment.State state) {
                    Assignment taken = super.take(ask, users, state);
                    org.down = failing;
                    return taken;
                }
            };
            UserDirectory directory = new UserDirectory(org, settings, clock);
            PoolSeed seed = new PoolSeed(settings, store, org, directory, clock, database.transactions());
            RecordAssignment records = new RecordAssignment(turns, directory);
            service = new AssignService(store, turns, records, directory, seed, org, credits);
            pools = new Pools(
                    store,
                    assignments,
                    seed,
                    turns,
                    directory,
                    org,
                    new PoolRequestReader(json),
                    clock,
                    database.transactions());
        }
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
                .mapToObj(i -> new Rotation.Seat(user(i), weights[i], 0, 0, 0))
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
                        Why.skipped(user(1).value(), "Not their turn"));
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

        PoolList first = desk(List.of(seed)).list(null, null, caller());
        PoolList second = desk(List.of(seed)).list("1", "100", caller());

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

        Pool created = desk(List.of()).create(request, caller());

        assertThat(desk(List.of()).list(null, null, caller()).pools()).containsExactly(created);
        assertThat(code(() -> desk(List.of()).create(request, caller()))).isEqualTo(ProblemCode.CONFLICT);
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

    @Test
    void a_thousand_turns_from_32_threads_leave_no_gap_and_share_exactly() throws Exception {
        create("inbound", null, member(0, 5), member(1, 3), member(2, 2));
        List<AssignService> nodes = List.of(service, node(List.of()));
        ExecutorService pool = Executors.newFixedThreadPool(32);
        List<Callable<OwnerDecision>> work = IntStream.range(0, 1000)
                .<Callable<OwnerDecision>>mapToObj(
                        i -> () -> nodes.get(i % 2).nextOwner(OneOrg.REF, lead(i), "inbound", "key-" + i, "req-" + i))
                .toList();

        List<OwnerDecision> all = new ArrayList<>();
        for (Future<OwnerDecision> result : pool.invokeAll(work)) {
            all.add(result.get());
        }
        pool.shutdown();

        assertThat(all.stream().map(OwnerDecision::sequence).sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1000).boxed().toList());
        assertThat(all.stream().collect(Collectors.groupingBy(OwnerDecision::ownerId, Collectors.counting())))
                .isEqualTo(Map.of(user(0), 500L, user(1), 300L, user(2), 200L));
        assertThat(logged).hasSize(1000);
    }

    @Test
    void a_change_replaces_what_it_names_and_the_next_turn_on_every_node_sees_it() throws Exception {
        create("inbound", QUEUE, member(0, 1), member(1, 1));
        next(1);

        Pool changed =
                desk(List.of()).change("inbound", json.readTree("""
                        {"members": [{"user_id": "%s"}, {"user_id": "%s"}, {"user_id": "%s"}], "fallback": null}
                        """.formatted(user(0), user(1), user(2))), caller());

        assertThat(changed.fallback()).isNull();
        assertThat(desk(List.of()).show("inbound", caller())).isEqualTo(changed);
        assertThat(IntStream.range(2, 8).mapToObj(this::next))
                .containsExactly(user(1), user(2), user(0), user(1), user(2), user(0));
        assertThat(code(() -> desk(List.of()).change("inbound", json.readTree("{\"members\": []}"), caller())))
                .isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(code(() -> desk(List.of()).change("none", json.readTree("{\"description\": null}"), caller())))
                .isEqualTo(ProblemCode.NOT_FOUND);
    }

    @Test
    void a_used_pool_is_archived_and_keeps_its_name_and_an_unused_one_is_gone() {
        create("used", null, member(0, 1));
        create("unused", null, member(0, 1));
        OwnerDecision before = service.nextOwner(OneOrg.REF, lead(1), "used", "k", "r");

        desk(List.of()).delete("used", caller());
        desk(List.of()).delete("unused", caller());

        assertThat(desk(List.of()).list(null, null, caller()).pools()).isEmpty();
        assertThat(service.nextOwner(OneOrg.REF, lead(1), "used", "k", "r")).isEqualTo(before);
        assertThat(code(() -> service.nextOwner(OneOrg.REF, lead(2), "used", "l", "r")))
                .isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(code(() -> desk(List.of()).show("used", caller()))).isEqualTo(ProblemCode.NOT_FOUND);
        assertThatThrownBy(() -> desk(List.of()).delete("unused", caller())).isInstanceOf(ProblemException.class);
        assertThat(code(() -> desk(List.of()).create(request("used"), caller())))
                .isEqualTo(ProblemCode.CONFLICT);
        assertThat(desk(List.of()).create(request("unused"), caller()).name()).isEqualTo("unused");
    }

    @Test
    void a_preview_uses_no_turn_and_honours_caps_and_absences() {
        create("inbound", QUEUE, new Pool.Member(user(0), 1, 1, null, List.of(), true), member(1, 1), member(9, 1));

        PoolPreview preview = desk(List.of()).preview("inbound", "4", null, caller());

        assertThat(preview.next())
                .extracting(PoolPreview.Turn::user)
                .containsExactly(user(0).value(), user(1).value(), user(1).value(), user(1).value());
        assertThat(preview.next()).extracting(PoolPreview.Turn::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(preview.skipped())
                .containsExactly(
                        new PoolPreview.Skipped(user(0).value(), "Daily cap of 1 reached"),
                        new PoolPreview.Skipped(user(9).value(), "Not an active user in Salesforce"));
        assertThat(service.nextOwner(OneOrg.REF, lead(1), "inbound", "k", "r").sequence())
                .isEqualTo(1);
        assertThat(code(() -> desk(List.of()).preview("inbound", "101", null, caller())))
                .isEqualTo(ProblemCode.BAD_REQUEST);
    }

    @Test
    void least_recent_gives_to_who_waited_longest_and_a_turn_given_back_counts_for_nothing() {
        createBy("inbound", Strategy.LEAST_RECENT, member(0, 9), member(1, 1), member(2, 1));

        OwnerDecision first = service.assignOwner(order(1), lead(1), "inbound", null);
        OwnerDecision second = service.reassign(order(1), lead(1), "inbound", first.ownerId());

        assertThat(first.ownerId()).isEqualTo(user(0));
        assertThat(second.ownerId()).isEqualTo(user(1));
        assertThat(IntStream.range(2, 6).mapToObj(this::next)).containsExactly(user(0), user(2), user(1), user(0));
        assertThat(logged.get(logged.size() - 1).reason())
                .isEqualTo("Longest without a turn of pool inbound: since turn 3");
    }

    @Test
    void load_gives_to_who_has_the_fewest_and_a_burst_is_spread_over_all_on_every_node() {
        createBy("inbound", Strategy.LOAD, member(0, 1), member(1, 1), member(2, 1));
        org.open.putAll(Map.of(user(0), 5L, user(1), 3L));

        OwnerDecision first = service.nextOwner(OneOrg.REF, lead(1), "inbound", "first", "r");
        List<SalesforceId> burst = IntStream.range(2, 10).mapToObj(this::next).toList();

        assertThat(first.reason()).isEqualTo("Fewest open leads: 0");
        assertThat(burst).containsExactly(user(2), user(2), user(1), user(2), user(1), user(2), user(0), user(1));
        assertThat(org.countQueries)
                .hasSize(2)
                .allSatisfy(soql -> assertThat(soql)
                        .startsWith(
                                "SELECT OwnerId, COUNT(Id) n FROM Lead WHERE IsConverted = false AND OwnerId IN ("));
    }

    @Test
    void a_fallback_who_is_inactive_is_named_in_the_conflict() {
        create("saved", user(9), member(8, 1));

        assertThatThrownBy(() -> service.nextOwner(OneOrg.REF, lead(1), "saved", "k", "r"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFLICT);
                    assertThat(e.problem().details())
                            .extracting(detail -> detail.message())
                            .containsExactly(
                                    "Not an active user in Salesforce.",
                                    "The pool's fallback: not an active user in Salesforce.");
                });
    }

    private PoolRequest request(String name) {
        PoolRequest.MemberRequest member = new PoolRequest.MemberRequest(user(0).value(), null, null, null, null, null);
        return new PoolRequest(name, null, null, List.of(member), null, null);
    }

    private SalesforceId next(int number) {
        AssignService node = number % 2 == 0 ? service : other;
        return node.nextOwner(OneOrg.REF, lead(number), "inbound", "key-" + number, "req-" + number)
                .ownerId();
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
            try {
                return new Node(List.of(), true).service.record(request, caller());
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
        insert(new Pool(name, null, Strategy.ROUND_ROBIN, List.of(members), List.of(), fallback));
    }

    private void createBy(String name, Strategy strategy, Pool.Member... members) {
        insert(new Pool(name, null, strategy, List.of(members), List.of(), null));
    }

    private void insert(Pool pool) {
        new PoolStore(database.jdbc(), json).insert(TENANT, pool, clock.now);
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
