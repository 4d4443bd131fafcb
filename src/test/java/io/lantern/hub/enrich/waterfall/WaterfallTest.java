package io.lantern.hub.enrich.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Attempt.Result;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaterfallTest {
    private static final Target PHONE = new Target(Set.of("phone"), Map.of("phone_type", "phone"), 0.7);
    private static final Credits PLENTY = Credits.of(1000);

    private final Waterfall waterfall = Waterfall.patient();

    @Test
    void it_stops_at_the_first_value_that_is_sure_enough() {
        Outcome outcome = run(PLENTY, says("a", 1, "+1", 0.5), says("b", 2, "+2", 0.7), says("c", 3, "+3", 0.99));

        assertThat(value(outcome)).isEqualTo("+2");
        assertThat(results(outcome)).containsExactly(Result.UNUSED, Result.USED, Result.NOT_ASKED);
        assertThat(outcome.cost()).isEqualTo(Credits.of(2));
    }

    @Test
    void two_unsure_sources_that_agree_are_believed_and_both_paid() {
        Outcome outcome = run(PLENTY, says("a", 1, "+1", 0.6), says("b", 2, "+2", 0.6), says("c", 3, "+1", 0.6));

        Pick pick = pick(outcome, "phone");
        assertThat(pick.found().text()).isEqualTo("+1");
        assertThat(pick.confidence()).isEqualTo(0.84);
        assertThat(results(outcome)).containsExactly(Result.USED, Result.UNUSED, Result.USED);
        assertThat(outcome.cost()).isEqualTo(Credits.of(4));
    }

    @Test
    void one_source_that_says_the_same_twice_agrees_with_nobody() {
        Source twice = source("a", 1, () -> answer(found("a", "phone", "+1", 0.5), found("a", "phone", "+1", 0.5)));

        Outcome outcome = run(PLENTY, twice, says("b", 1, "+2", 0.9));

        assertThat(value(outcome)).isEqualTo("+2");
    }

    @Test
    void without_a_sure_value_the_surest_is_the_answer_and_the_only_one_paid() {
        Outcome outcome = run(PLENTY, says("a", 5, "+1", 0.3), says("b", 2, "+2", 0.5));

        assertThat(value(outcome)).isEqualTo("+2");
        assertThat(outcome.cost()).isEqualTo(Credits.of(2));
    }

    @Test
    void a_miss_and_a_failure_cost_nothing_and_the_next_is_asked() {
        Source failing = source("b", 9, () -> {
            throw new ProblemException(ProblemCode.UPSTREAM_TIMEOUT, "No answer within 2 s.");
        });
        Source broken = source("c", 9, () -> {
            throw new IllegalStateException("a bug");
        });

        Outcome outcome = run(PLENTY, knowsNothing("a", 9), failing, broken, says("d", 2, "+1", 0.9));

        assertThat(value(outcome)).isEqualTo("+1");
        assertThat(results(outcome)).containsExactly(Result.MISS, Result.FAILED, Result.FAILED, Result.USED);
        assertThat(outcome.attempts())
                .extracting(Attempt::reason)
                .contains("No answer within 2 s.", "failed unexpectedly; the hub's log says more")
                .doesNotContain("a bug");
        assertThat(outcome.cost()).isEqualTo(Credits.of(2));
    }

    @Test
    void a_source_that_knows_nothing_may_say_why() {
        ProviderAnswer reason = answer(found("a", "miss_reason", "website: robots forbid", 1));
        Source forbidden = source("a", 1, () -> reason);

        Outcome outcome = run(PLENTY, forbidden, knowsNothing("b", 1));

        assertThat(results(outcome)).containsExactly(Result.MISS, Result.MISS);
        assertThat(outcome.attempts())
                .extracting(Attempt::reason)
                .containsExactly("website: robots forbid", "knows nothing of it");
    }

    @Test
    void it_stops_before_the_source_that_could_pass_the_budget() {
        Outcome outcome = run(Credits.of(4), says("a", 2, "+1", 0.5), says("b", 3, "+2", 0.9), says("c", 1, "+3", 0.9));

        assertThat(value(outcome)).isEqualTo("+1");
        assertThat(results(outcome)).containsExactly(Result.USED, Result.NOT_ASKED, Result.NOT_ASKED);
        assertThat(outcome.attempts().get(1).reason()).contains("max_credits");
        assertThat(outcome.cost()).isEqualTo(Credits.of(2));
    }

    @Test
    void a_miss_gives_its_share_of_the_budget_back() {
        Outcome outcome = run(Credits.of(4), knowsNothing("a", 3), says("b", 4, "+1", 0.9));

        assertThat(outcome.cost()).isEqualTo(Credits.of(4));
    }

    @Test
    void whatever_the_sources_say_the_budget_is_never_exceeded_and_the_attempts_add_up_to_the_cost() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            Source[] sources = new Source[1 + random.nextInt(6)];
            for (int i = 0; i < sources.length; i++) {
                String number = "+" + random.nextInt(3);
                boolean knows = random.nextInt(4) > 0;
                double sure = random.nextDouble();
                sources[i] = knows
                        ? says("s" + i, 1 + random.nextInt(5), number, sure)
                        : knowsNothing("s" + i, 1 + random.nextInt(5));
            }
            Credits budget = Credits.of(random.nextInt(12));

            Outcome outcome = run(budget, sources);

            assertThat(outcome.cost()).isLessThanOrEqualTo(budget);
            assertThat(outcome.attempts()).hasSameSizeAs(sources);
            assertThat(outcome.attempts().stream().map(Attempt::credits).reduce(Credits.NONE, Credits::plus))
                    .isEqualTo(outcome.cost());
        }
    }

    @Test
    void what_is_built_in_costs_its_price_once() {
        Target two = new Target(Set.of("email", "phone"), Map.of(), 0.7);
        Source crm = builtIn("crm", () -> answer(found("crm", "phone", "+1", 0.9)));
        Source pattern = builtIn("pattern", () -> answer(found("pattern", "email", "a@b.c", 0.9)));

        Outcome outcome = waterfall.run(two, List.of(crm, pattern), Credits.of(2));

        assertThat(outcome.picks()).containsOnlyKeys("email", "phone");
        assertThat(outcome.cost()).isEqualTo(Credits.of(2));
        assertThat(outcome.attempts()).extracting(Attempt::credits).containsExactly(Credits.of(2), Credits.NONE);
    }

    @Test
    void each_field_is_taken_from_whom_knows_it_best() {
        Target two = new Target(Set.of("email", "phone"), Map.of(), 0.7);
        Source a = source("a", 1, () -> answer(found("a", "phone", "+1", 0.9), found("a", "email", "x@b.c", 0.2)));
        Source b = source("b", 1, () -> answer(found("b", "phone", "+2", 0.3), found("b", "email", "y@b.c", 0.9)));

        Outcome outcome = waterfall.run(two, List.of(a, b), PLENTY);

        assertThat(pick(outcome, "phone").found().source()).isEqualTo("a");
        assertThat(pick(outcome, "email").found().source()).isEqualTo("b");
    }

    @Test
    void a_detail_comes_from_the_source_of_its_value() {
        Source a =
                source("a", 1, () -> answer(found("a", "phone", "+1", 0.4), found("a", "phone_type", "mobile", 0.99)));
        Source b = source(
                "b", 1, () -> answer(found("b", "phone", "+2", 0.9), found("b", "phone_type", "fixed_line", 0.5)));

        assertThat(pick(run(PLENTY, a, b), "phone_type").found().text()).isEqualTo("fixed_line");
    }

    @Test
    void a_field_that_was_not_looked_for_is_taken_along_but_buys_nothing() {
        Source a = source("a", 5, () -> answer(found("a", "email", "a@b.c", 0.9)));

        Outcome outcome = run(PLENTY, a, says("b", 1, "+1", 0.9));

        assertThat(outcome.picks()).containsOnlyKeys("email", "phone");
        assertThat(results(outcome)).containsExactly(Result.MISS, Result.USED);
        assertThat(outcome.cost()).isEqualTo(Credits.of(1));
    }

    @Test
    void a_slow_source_is_overtaken_by_the_next_and_only_the_faster_is_paid() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Source slow = new Source("slow", Credits.of(3), false, Duration.ofMillis(20), () -> {
                await(never);
                return answer(found("slow", "phone", "+1", 0.99));
            });

            Outcome outcome =
                    Waterfall.hedged(threads).run(PHONE, List.of(slow, says("fast", 1, "+2", 0.9)), Credits.of(4));

            assertThat(value(outcome)).isEqualTo("+2");
            assertThat(outcome.attempts())
                    .extracting(Attempt::provider, Attempt::result)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("fast", Result.USED),
                            org.assertj.core.groups.Tuple.tuple("slow", Result.UNUSED));
            assertThat(outcome.cost()).isEqualTo(Credits.of(1));
        } finally {
            never.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void a_slow_source_is_waited_for_when_the_budget_does_not_cover_another_beside_it() {
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Source slow = new Source("slow", Credits.of(3), false, Duration.ofMillis(1), () -> {
                asked.countDown();
                return answer(found("slow", "phone", "+1", 0.99));
            });

            Outcome outcome =
                    Waterfall.hedged(threads).run(PHONE, List.of(slow, says("fast", 1, "+2", 0.9)), Credits.of(3));

            assertThat(value(outcome)).isEqualTo("+1");
            assertThat(outcome.cost()).isEqualTo(Credits.of(3));
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome run(Credits budget, Source... sources) {
        return waterfall.run(PHONE, Arrays.asList(sources), budget);
    }

    private static @Nullable String value(Outcome outcome) {
        Pick pick = outcome.picks().get("phone");
        return pick == null ? null : pick.found().text();
    }

    private static Pick pick(Outcome outcome, String field) {
        return Optional.ofNullable(outcome.picks().get(field)).orElseThrow();
    }

    private static List<Result> results(Outcome outcome) {
        return outcome.attempts().stream().map(Attempt::result).toList();
    }

    private static Source says(String name, int price, String phone, double confidence) {
        return source(name, price, () -> answer(found(name, "phone", phone, confidence)));
    }

    private static Source knowsNothing(String name, int price) {
        return source(name, price, () -> new ProviderAnswer(List.of()));
    }

    private static Source source(String name, int price, Supplier<ProviderAnswer> question) {
        return new Source(name, Credits.of(price), false, null, question);
    }

    private static Source builtIn(String name, Supplier<ProviderAnswer> question) {
        return new Source(name, Credits.of(2), true, null, question);
    }

    private static ProviderAnswer answer(Found... found) {
        return new ProviderAnswer(Arrays.asList(found));
    }

    private static Found found(String source, String field, Object value, double confidence) {
        return new Found(field, value, confidence, source);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
