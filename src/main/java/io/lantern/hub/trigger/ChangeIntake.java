package io.lantern.hub.trigger;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.run.NewRun;
import io.lantern.hub.run.Runs;
import io.lantern.hub.trigger.landing.LandingService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Starts the runs of a change, once, in the caller's transaction. */
@Component
class ChangeIntake {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeIntake.class);

    /** The record may be one that a run is creating: that run takes this one's place when Salesforce has answered. */
    private static final Duration LANDING = Duration.ofSeconds(10);

    private final Runs runs;
    private final LandingService landings;
    private final TriggerStore store;
    private final TriggerSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;

    ChangeIntake(
            Runs runs,
            LandingService landings,
            TriggerStore store,
            TriggerSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.runs = runs;
        this.landings = landings;
        this.store = store;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @return the runs that the settings bind to this change and that no other way in has started */
    List<String> accept(RecordChange change, String requestId) {
        List<String> started = new ArrayList<>();
        for (String workflow : settings.workflows(change.object(), change.change())) {
            start(change, workflow, requestId, null).ifPresent(started::add);
        }
        return started;
    }

    /**
     * @param caller whom the run's credits are counted for; null when nobody asked
     * @return the run's id, or empty when this change started that workflow before, or changes too often
     */
    Optional<String> start(RecordChange change, String workflow, String requestId, @Nullable Caller caller) {
        if (store.runsThisHour(change.org(), change.id(), clock.instant()) >= settings.runsPerRecordAndHour()) {
            metrics.counter("lantern.trigger.capped", "org", change.org().name())
                    .increment();
            LOG.warn(
                    "{} {} changed more than {} times this hour: no further run is started until the next hour."
                            + " Look for two systems that overwrite each other.",
                    change.object(),
                    change.id(),
                    settings.runsPerRecordAndHour());
            return Optional.empty();
        }
        NewRun wanted = new NewRun(
                change.org().tenant(),
                "workflow",
                workflow,
                change.org().name() + "/" + change.id(),
                input(change, caller),
                requestId,
                workflow + ":" + change.dedupeKey());
        boolean ours = change.change() == Change.CREATE && landings.isUnderWay(change.org(), change.object());
        Optional<String> run =
                runs.start(ours ? wanted.notBefore(clock.instant().plus(LANDING)) : wanted);
        run.ifPresent(id -> store.countRun(change.org(), change.id(), clock.instant()));
        return run;
    }

    private static Map<String, ?> input(RecordChange change, @Nullable Caller caller) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("org", change.org().name());
        input.put("object", change.object());
        input.put("id", change.id().value());
        input.put("change", change.change().name());
        if (caller != null) {
            input.put("key", caller.keyId());
        }
        if (caller != null && !caller.tags().isEmpty()) {
            input.put("tags", caller.tags());
        }
        return input;
    }
}
