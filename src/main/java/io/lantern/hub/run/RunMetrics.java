package io.lantern.hub.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts executions by how they ended, and runs that are not done. */
final class RunMetrics {
    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry, RunStore store) {
        this.registry = registry;
        Gauge.builder("lantern.runs", store, s -> s.count(RunStatus.QUEUED))
                .description("Runs that wait for their turn or their next try")
                .tag("status", RunStatus.QUEUED.wireName())
                .register(registry);
        Gauge.builder("lantern.runs", store, s -> s.count(RunStatus.FAILED))
                .description("Dead letters")
                .tag("status", RunStatus.FAILED.wireName())
                .register(registry);
    }

    /** An execution that ended queued is one that will be tried again. */
    void ended(RunRow run, RunEnd end, Duration took) {
        Timer.builder("lantern.run.execution")
                .description("Executions of runs by how they ended")
                .tag("kind", run.kind())
                .tag("name", run.name())
                .tag("status", end.status().wireName())
                .register(registry)
                .record(took);
    }
}
