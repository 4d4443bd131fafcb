package io.lantern.hub.agent.batch;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.agent.batch.BatchRow.Status;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.TestCredits;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.PersonalData.Person;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** How a batch is worked off; the ledger is the real one, with 100 credits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BatchContract {
    private static final TenantId TENANT = new TenantId(1);
    private static final String RUN = "run_1";

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private TestDatabase database;
    private BatchStore store;
    private CreditService credits;
    private Vendor vendor;

    abstract TestDatabase open();

    @BeforeAll
    void openDatabase() {
        database = open();
        store = new BatchStore(database.jdbc(), json);
    }

    @AfterAll
    void closeDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void anEmptyBatch() {
        for (String table :
                List.of("credit_account", "credit_charge", "credit_entry", "credit_tag", "agent_batch_row")) {
            database.jdbc().sql("delete from " + table).update();
        }
        credits = TestCredits.node(database, Clock.systemUTC()).service();
        vendor = new Vendor();
    }

    @Test
    void everyRecordEndsWithItsOwnOutcome() throws Exception {
        given(4);
        vendor.lacking.add("r1");
        vendor.unknown.add("r2");
        vendor.broken.add("r3");

        work(BatchAgent.PHONE, 100);

        assertThat(statuses()).containsExactly(Status.FOUND, Status.SKIPPED, Status.NOT_FOUND, Status.FAILED);
        assertThat(result(1).error()).isEqualTo("lacks a company");
        assertThat(result(3).error()).isEqualTo("Vendor is broken.");
        assertThat(used()).isEqualTo(Credits.of(2));
    }

    @Test
    void theBatchStopsAtItsBudgetAndSaysSoInTheRest() throws Exception {
        given(30);

        work(BatchAgent.PHONE, 9);

        assertThat(statuses().stream().filter(Status.FOUND::equals)).hasSize(4);
        assertThat(statuses().stream().filter(Status.NOT_PROCESSED::equals)).hasSize(26);
        assertThat(used()).isEqualTo(Credits.of(8));
        assertThat(vendor.asked).hasSize(4);
    }

    @Test
    void missesCostNothingSoThatTheBudgetReachesFurther() throws Exception {
        given(30);
        IntStream.range(0, 28).forEach(i -> vendor.unknown.add("r" + i));

        work(BatchAgent.PHONE, 6);

        assertThat(statuses()).doesNotContain(Status.NOT_PROCESSED);
        assertThat(used()).isEqualTo(Credits.of(4));
    }

    @Test
    void aTenantWithoutCreditsIsToldInTheRows() throws Exception {
        given(60);

        work(BatchAgent.PHONE, 1000);

        assertThat(statuses().stream().filter(Status.FOUND::equals)).hasSize(50);
        assertThat(statuses().stream().filter(Status.NOT_PROCESSED::equals)).hasSize(10);
        assertThat(credits.remaining(TENANT)).isEqualTo(Credits.NONE);
    }

    @Test
    void whatAKilledExecutionHasPaidForIsNotPaidAgain() throws Exception {
        given(20);
        vendor.dieAfter = 7;
        assertThatThrownBy(() -> work(BatchAgent.PHONE, 40)).hasRootCauseInstanceOf(DyingProcess.class);
        assertThat(used()).isNotEqualTo(Credits.NONE);
        vendor.dieAfter = Integer.MAX_VALUE;

        work(BatchAgent.PHONE, 40);

        assertThat(statuses()).containsOnly(Status.FOUND);
        assertThat(used()).isEqualTo(Credits.of(40));
        assertThat(credits.usesOfParts(TENANT, RUN))
                .extracting(use -> use.part())
                .doesNotHaveDuplicates();
    }

    @Test
    void aLookupThatIsInterruptedLeavesItsRecordOpen() throws Exception {
        given(2);
        vendor.slow.add("r1");
        assertThatThrownBy(() -> execution(BatchAgent.PHONE, 40).work(rows(), 2, done -> {
                    vendor.awaitSlow();
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        vendor.awaitInterrupted();
        vendor.slow.clear();

        work(BatchAgent.PHONE, 40);

        assertThat(statuses()).containsOnly(Status.FOUND);
    }

    @Test
    void aRunThatIsLostStopsTheWork() {
        given(200);
        AtomicInteger told = new AtomicInteger();

        assertThatThrownBy(() -> execution(BatchAgent.PHONE, 1000).work(rows(), 4, done -> {
                    if (told.incrementAndGet() == 10) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);

        assertThat(vendor.asked.size()).isLessThan(50);
    }

    @Test
    void twoLookupsOfARecordAreTwoCharges() throws Exception {
        given(3);

        work(BatchAgent.PHONE_EMAIL, 100);

        assertThat(used()).isEqualTo(Credits.of(9));
        assertThat(result(0).cells()).containsOnlyKeys("phone", "email");
    }

    @Test
    void aPersonsRowsAreExportedAndErased() throws Exception {
        given(3);
        work(BatchAgent.PHONE, 100);
        BatchPeople people = new BatchPeople(database.jdbc());
        Person person = new Person(TENANT, "r1@example.com", List.of());

        assertThat(people.export(person)).hasSize(1);
        assertThat(people.erase(person)).isEqualTo(1);

        assertThat(people.export(person)).isEmpty();
        assertThat(rows().get(1).input()).isEmpty();
        assertThat(rows().get(0).input()).isNotEmpty();
    }

    private void given(int records) {
        IntStream.range(0, records)
                .forEach(i -> store.insert(
                        TENANT, RUN, new BatchRow(i, "r" + i, Map.of("email", "r" + i + "@example.com"), null)));
    }

    private void work(BatchAgent agent, int maxCredits) throws Exception {
        execution(agent, maxCredits).work(rows(), 8, done -> {});
    }

    private BatchExecution execution(BatchAgent agent, int maxCredits) {
        BatchOrder order =
                new BatchOrder(TENANT, RUN, "req_1", agent, Credits.of(maxCredits), "lnt_test", Map.of("team", "a"));
        return new BatchExecution(order, store, new RecordSearch(order, vendor, credits), Clock.systemUTC());
    }

    private List<BatchRow> rows() {
        return store.rows(TENANT, RUN);
    }

    private List<Status> statuses() {
        return IntStream.range(0, rows().size())
                .mapToObj(i -> result(i).status())
                .toList();
    }

    private BatchRow.Result result(int position) {
        return Objects.requireNonNull(rows().get(position).result());
    }

    private Credits used() {
        return credits.usedByRuns(TENANT, List.of(RUN)).getOrDefault(RUN, Credits.NONE);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Finds everybody, pays with real credits, and dies as a process does: after the charge, before the row. */
    private final class Vendor implements RecordLookup {
        private final Set<String> lacking = ConcurrentHashMap.newKeySet();
        private final Set<String> unknown = ConcurrentHashMap.newKeySet();
        private final Set<String> broken = ConcurrentHashMap.newKeySet();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Set<String> slow = ConcurrentHashMap.newKeySet();
        private final CountDownLatch slowIsAsked = new CountDownLatch(1);
        private final CountDownLatch slowIsInterrupted = new CountDownLatch(1);
        private volatile int dieAfter = Integer.MAX_VALUE;

        private void awaitSlow() {
            await().atMost(ofSeconds(30)).until(() -> slowIsAsked.getCount() == 0);
        }

        private void awaitInterrupted() {
            await().atMost(ofSeconds(30)).until(() -> slowIsInterrupted.getCount() == 0);
        }

        private void answerLate() {
            slowIsAsked.countDown();
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                slowIsInterrupted.countDown();
                throw new ProblemException(ProblemCode.UPSTREAM_ERROR, "Interrupted.");
            }
        }

        @Override
        public Optional<String> missing(BatchLookup lookup, Map<String, String> fields) {
            return lacking.stream()
                    .filter(id -> (id + "@example.com").equals(fields.get("email")))
                    .map(id -> "lacks a company")
                    .findFirst();
        }

        @Override
        public Credits most(BatchLookup lookup) {
            return credits.price(lookup.item());
        }

        @Override
        public Finding find(BatchLookup lookup, BatchRow row, Credits atMost, ChargedWork work) {
            asked.add(row.id());
            if (slow.contains(row.id())) {
                answerLate();
            }
            if (broken.contains(row.id())) {
                throw new ProblemException(ProblemCode.UPSTREAM_ERROR, "Vendor is broken.");
            }
            if (unknown.contains(row.id())) {
                return new Finding(Map.of(), Credits.NONE, List.of());
            }
            Item item = lookup.item();
            try (Charge charge = credits.reserve(Quote.fixed(work, credits.price(item)))) {
                charge.settle(List.of(new Use(item, credits.price(item), "vendor")));
                if (asked.size() > dieAfter) {
                    throw new DyingProcess();
                }
                return new Finding(Map.of(lookup.wireName(), "value of " + row.id()), charge.used(), List.of());
            }
        }
    }

    /** Not a RuntimeException, so that the row is not written. */
    private static final class DyingProcess extends Error {
        private static final long serialVersionUID = 1L;
    }
}
