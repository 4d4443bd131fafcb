package io.lantern.hub.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs in the whole hub, with time running by itself. */
@HubTest
@Import(RunServiceIT.Works.class)
class RunServiceIT {
    @Autowired
    private Runs runs;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void a_run_begins_as_soon_as_what_caused_it_is_committed() {
        long began = System.nanoTime();
        String id = start();

        Map<String, RunStatus> states = runs.await(List.of(id), Duration.ofSeconds(10));

        assertThat(states).containsEntry(id, RunStatus.COMPLETED);
        // Far below the poll interval of one second: it was woken.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void a_burst_is_done_by_many_workers() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(start());
        }

        assertThat(runs.await(ids, Duration.ofSeconds(30)).values()).containsOnly(RunStatus.COMPLETED);
    }

    private String start() {
        NewRun run = new NewRun(new TenantId(1), "echo", "echo", null, Map.of(), "req_1", null);
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> runs.start(run)))
                .orElseThrow();
    }

    @TestConfiguration
    static class Works {
        @Bean
        RunWork echo() {
            return new RunWork() {
                @Override
                public String kind() {
                    return "echo";
                }

                @Override
                public Outcome execute(Ticket ticket) {
                    return Outcome.of(ticket.input());
                }
            };
        }
    }
}
