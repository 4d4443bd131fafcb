package io.lantern.hub.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.lantern.hub.credit.CreditService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the room together around db-scheduler. */
@Configuration(proxyBeanMethods = false)
class RunConfiguration {
    private static final int MISSED_HEARTBEATS = 4;

    @Bean
    RunTimers runTimers(ObjectProvider<Scheduler> scheduler) {
        return new RunTimers(scheduler::getObject);
    }

    @Bean
    Burst burst(Clock clock) {
        return new Burst(clock);
    }

    @Bean
    RunWaits runWaits(RunStore store) {
        return new RunWaits(store);
    }

    @Bean
    RunClaims runClaims(
            RunStore store,
            RunTimers timers,
            RunWaits waits,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new RunClaims(store, timers, waits, events, clock, transactions);
    }

    @Bean
    RunMetrics runMetrics(MeterRegistry meters, RunStore store) {
        return new RunMetrics(meters, store);
    }

    @Bean
    RunExecution runExecution(
            RunClaims claims,
            StepStore steps,
            ObjectProvider<RunWork> works,
            RunSettings settings,
            CreditService credits,
            RunMetrics metrics,
            ObjectMapper json,
            Clock clock) {
        return new RunExecution(
                claims,
                steps,
                new RunWorks(works.orderedStream().toList()),
                new RetryPolicy(settings, () -> ThreadLocalRandom.current().nextDouble()),
                credits,
                metrics,
                json,
                clock);
    }

    /** Started and stopped by {@link RunStarter}. */
    @Bean(destroyMethod = "")
    Scheduler scheduler(DataSource dataSource, RunExecution execution, Burst burst, RunSettings settings, Clock clock) {
        return Scheduler.create(
                        new TransactionAwareDataSourceProxy(dataSource), List.of(task(execution, burst, settings)))
                .threads(settings.workers())
                .pollingInterval(settings.pollInterval())
                .pollUsingFetchAndLockOnExecute(0.5, 3.0)
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(settings.shutdownWait())
                .alwaysPersistTimestampInUTC()
                .clock(clock::instant)
                .build();
    }

    /** Takes the place of the starter's own, which would begin before the routes that do the work run. */
    @Bean
    DbSchedulerStarter runStarter(Scheduler scheduler, RunStore store, DataSource dataSource) {
        return new RunStarter(scheduler, store, dataSource);
    }

    static CustomTask<Void> task(RunExecution execution, Burst burst, RunSettings settings) {
        return Tasks.custom(RunTimers.TASK, Void.class)
                // Reached only when the database failed: what the work throws is dealt with before.
                .onFailure(new FailureHandler.OnFailureRetryLater<>(settings.firstPause()))
                .onDeadExecutionRevive()
                .execute((timer, context) -> {
                    burst.await();
                    Optional<java.time.Instant> again = execution.execute(RunTimers.runId(timer.getId()));
                    return (complete, operations) ->
                            again.ifPresentOrElse(at -> operations.reschedule(complete, at), operations::stop);
                });
    }
}
