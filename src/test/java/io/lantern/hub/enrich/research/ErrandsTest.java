package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private final Errands errands = new Errands();

    @AfterEach
    void stop() {
        errands.destroy();
    }

    @Test
    void theyAreDoneAtOnceAndComeBackInTheirOrder() {
        CyclicBarrier meeting = new CyclicBarrier(3);

        List<Integer> results = errands.run(
                List.of(1, 2, 3),
                number -> {
                    try {
                        meeting.await(10, TimeUnit.SECONDS);
                    } catch (Exception alone) {
                        return -1;
                    }
                    return 10 * number;
                },
                Duration.ofSeconds(20));

        assertThat(results).containsExactly(10, 20, 30);
    }

    @Test
    void whatDoesNotEndInTimeIsLeftOutAndStopped() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);

        List<String> results = errands.run(
                List.of("quick", "slow"),
                word -> {
                    try {
                        return word.equals("slow") && never.await(1, TimeUnit.MINUTES) ? "late" : word;
                    } catch (InterruptedException stop) {
                        stopped.countDown();
                        return "stopped";
                    }
                },
                Duration.ofMillis(500));

        assertThat(results).containsExactly("quick");
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
