package io.lantern.hub.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.credit.Credits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void recordsAreTakenWhileTheBudgetCoversTheirWorstCase() throws Exception {
        Budget budget = new Budget(Credits.of(5));

        assertThat(budget.take(Credits.of(2), Credits.of(2))).contains(Credits.of(2));
        budget.give(Credits.of(2), Credits.of(2));
        assertThat(budget.take(Credits.of(2), Credits.of(2))).contains(Credits.of(2));
        budget.give(Credits.of(2), Credits.of(2));

        assertThat(budget.take(Credits.of(2), Credits.of(2))).isEmpty();
    }

    @Test
    void whatARecordDidNotNeedIsThereForTheNext() throws Exception {
        Budget budget = new Budget(Credits.of(2));
        budget.take(Credits.of(2), Credits.of(2));
        budget.give(Credits.of(2), Credits.NONE);

        assertThat(budget.take(Credits.of(2), Credits.of(2))).contains(Credits.of(2));
    }

    @Test
    void aRecordWaitsForOthersThatMayGiveBack() throws Exception {
        Budget budget = new Budget(Credits.of(3));
        budget.take(Credits.of(2), Credits.of(2));
        CompletableFuture<Optional<Credits>> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                second.complete(budget.take(Credits.of(2), Credits.of(2)));
            } catch (InterruptedException e) {
                second.completeExceptionally(e);
            }
        });
        waiting.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> waiting.getState() == Thread.State.WAITING);

        budget.give(Credits.of(2), Credits.of(1));

        assertThat(second.get(10, TimeUnit.SECONDS)).contains(Credits.of(2));
    }

    @Test
    void aRecordTakesWhatIsLeftWhenThatCoversItsFirstSource() throws Exception {
        assertThat(new Budget(Credits.of(3)).take(Credits.of(2), Credits.of(6))).contains(Credits.of(3));
    }
}
