package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Items are words; the first letter is the key. A call waits until the test lets it go, so that what meets in the next
 * one does not depend on time.
 */
class GathererTest {
    private static final Duration WINDOW = Duration.ofMillis(1);

    private final List<List<String>> calls = new CopyOnWriteArrayList<>();
    private final Semaphore mayAnswer = new Semaphore(0);
    private Gatherer<String, String> gatherer = gatherer(5, WINDOW);

    @AfterEach
    void stop() {
        gatherer.close();
    }

    @Test
    void callers_that_ask_while_a_call_is_under_way_share_the_next_one() throws Exception {
        CompletableFuture<String> first = askAndSeeCalled("a");
        List<CompletableFuture<String>> others =
                List.of(askAndSeeWaiting("b"), askAndSeeWaiting("c"), askAndSeeWaiting("d"));

        mayAnswer.release(2);

        assertThat(answer(first)).isEqualTo("A");
        assertThat(answer(others.get(0))).isEqualTo("B");
        assertThat(answer(others.get(1))).isEqualTo("C");
        assertThat(answer(others.get(2))).isEqualTo("D");
        assertThat(calls).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void two_items_of_one_key_never_meet_and_keep_their_order() throws Exception {
        askAndSeeCalled("x");
        askAndSeeWaiting("a1");
        askAndSeeWaiting("a2");
        askAndSeeWaiting("b1");
        CompletableFuture<String> last = askAndSeeWaiting("a3");

        mayAnswer.release(4);

        assertThat(answer(last)).isEqualTo("A3");
        assertThat(calls).containsExactly(List.of("x"), List.of("a1", "b1"), List.of("a2"), List.of("a3"));
    }

    @Test
    void no_call_has_more_items_than_it_may() throws Exception {
        askAndSeeCalled("x");
        List<CompletableFuture<String>> seven = IntStream.range(0, 7)
                .mapToObj(i -> askAndSeeWaiting(String.valueOf((char) ('a' + i))))
                .toList();

        mayAnswer.release(3);

        for (CompletableFuture<String> one : seven) {
            answer(one);
        }
        assertThat(calls).containsExactly(List.of("x"), List.of("a", "b", "c", "d", "e"), List.of("f", "g"));
    }

    @Test
    void an_exception_reaches_every_caller_of_its_call_and_nobody_else() throws Exception {
        CompletableFuture<String> before = askAndSeeCalled("a");
        CompletableFuture<String> bad = askAndSeeWaiting("bad");
        CompletableFuture<String> withIt = askAndSeeWaiting("c");
        CompletableFuture<String> after = askAndSeeWaiting("b2");

        mayAnswer.release(3);

        assertThat(answer(before)).isEqualTo("A");
        assertThat(answer(after)).isEqualTo("B2");
        for (CompletableFuture<String> one : List.of(bad, withIt)) {
            assertThatThrownBy(() -> answer(one))
                    .hasRootCauseInstanceOf(ApiFault.class)
                    .hasRootCauseMessage("a bad item");
        }
    }

    @Test
    void closing_releases_a_caller_whose_call_still_fills_up() {
        gatherer.close();
        gatherer = gatherer(5, Duration.ofHours(1));
        CompletableFuture<String> caller = askAndSeeWaiting("a");
        // The worker must have taken it from the queue: there it would be found anyway.
        await().until(() -> workerState() == Thread.State.TIMED_WAITING);

        gatherer.close();

        assertStopping(caller);
    }

    @Test
    void closing_releases_those_who_wait_behind_a_call() {
        CompletableFuture<String> underWay = askAndSeeCalled("a");
        CompletableFuture<String> behind = askAndSeeWaiting("b");

        gatherer.close();

        assertStopping(behind);
        assertStopping(underWay);
    }

    @Test
    void closing_releases_an_item_that_was_put_off_for_its_key() {
        askAndSeeCalled("x");
        askAndSeeWaiting("a1");
        CompletableFuture<String> putOff = askAndSeeWaiting("a2");
        mayAnswer.release();
        await().until(() -> calls.size() == 2);

        gatherer.close();

        assertStopping(putOff);
    }

    @Test
    void nobody_is_left_waiting_who_asks_while_it_closes() {
        for (int round = 0; round < 200; round++) {
            Gatherer<String, String> closing = new Gatherer<>("closing", 5, WINDOW, item -> item, items -> items);
            CompletableFuture<String> caller = CompletableFuture.supplyAsync(() -> closing.ask("a"));

            closing.close();

            assertThat(caller.handle((answer, failure) -> true)).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_closed_one_takes_nothing() {
        gatherer.close();

        assertThatExceptionOfType(ApiFault.class)
                .isThrownBy(() -> gatherer.ask("a"))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(ApiFault.Cause.PASSING));
    }

    private Gatherer<String, String> gatherer(int most, Duration window) {
        return new Gatherer<>("test", most, window, item -> item.charAt(0), this::call);
    }

    private List<String> call(List<String> items) {
        calls.add(items);
        try {
            mayAnswer.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFault(ApiFault.Cause.PASSING, "HUB_STOPPING", "the hub is stopping");
        }
        if (items.contains("bad")) {
            throw new ApiFault(ApiFault.Cause.FINAL, "BAD", "a bad item");
        }
        return items.stream()
                .map(item -> item.toUpperCase(java.util.Locale.ROOT))
                .toList();
    }

    private CompletableFuture<String> askAndSeeCalled(String item) {
        CompletableFuture<String> answer = askAndSeeWaiting(item);
        await().until(() -> calls.stream().anyMatch(call -> call.contains(item)));
        return answer;
    }

    /** Returns once the item is handed over, so that items asked for one after the other keep that order. */
    private CompletableFuture<String> askAndSeeWaiting(String item) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Gatherer<String, String> asked = gatherer;
        Thread caller = new Thread(() -> {
            try {
                answer.complete(asked.ask(item));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        caller.setDaemon(true);
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        return answer;
    }

    private static String answer(CompletableFuture<String> caller) throws Exception {
        return caller.get(10, TimeUnit.SECONDS);
    }

    private static void assertStopping(CompletableFuture<String> caller) {
        assertThatThrownBy(() -> answer(caller))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(ApiFault.class)
                .hasRootCauseMessage("the hub is stopping");
    }

    private static Thread.State workerState() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("salesforce-test"))
                .map(Thread::getState)
                .filter(state -> state == Thread.State.TIMED_WAITING)
                .findFirst()
                .orElse(Thread.State.RUNNABLE);
    }
}
