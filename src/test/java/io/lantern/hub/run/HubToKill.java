package io.lantern.hub.run;

import io.lantern.hub.Hub;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A hub in a process of its own with runs of three steps, each of which leaves a line in a file. */
final class HubToKill {
    static final int RUNS = 300;
    static final int STEPS = 3;
    static final Credits PRICE = Credits.of(3);

    private HubToKill() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(Hub.class, Work.class).run(args);
    }

    /** A test configuration, so that other tests do not find and run it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Work {
        private final Runs runs;
        private final PlatformTransactionManager transactions;

        Work(Runs runs, PlatformTransactionManager transactions) {
            this.runs = runs;
            this.transactions = transactions;
        }

        /** Each start wants all runs; their keys keep them from being started twice. */
        @EventListener(ApplicationReadyEvent.class)
        void start() {
            TransactionTemplate transaction = new TransactionTemplate(transactions);
            for (int i = 0; i < RUNS; i++) {
                String key = "run-" + i;
                String subject = "subject-" + i % 100;
                transaction.executeWithoutResult(status ->
                        runs.start(new NewRun(new TenantId(1), "lines", key, subject, Map.of(), "req_1", key)));
            }
        }

        @Bean
        static RunWork lines(@Value("${lantern.data}") Path data) {
            return new RunWork() {
                @Override
                public String kind() {
                    return "lines";
                }

                @Override
                public Optional<Quote> quote(Ticket ticket) {
                    return Optional.of(Quote.fixed(
                            ChargedWork.ofRun(ticket.tenant(), ticket.runId(), "lines", ticket.requestId()),
                            Credits.of(4)));
                }

                @Override
                public Outcome execute(Ticket ticket) {
                    for (int i = 0; i < STEPS; i++) {
                        String step = "step-" + i;
                        if (ticket.journal().finished(step) == null) {
                            ticket.journal().started(step);
                            append(data.resolve("lines"), ticket.name() + " " + step + "\n");
                            ticket.journal().finished(step, "{}");
                        }
                    }
                    return new Outcome(Map.of(), List.of(Use.of(Item.RECORD, PRICE)));
                }
            };
        }

        private static synchronized void append(Path file, String line) {
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
