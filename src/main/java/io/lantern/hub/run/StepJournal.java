package io.lantern.hub.run;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The journal of one execution. Each call commits by itself. */
final class StepJournal implements RunWork.Journal {
    private final StepStore store;
    private final Clock clock;
    private final String runId;
    private final int attempt;
    private final Map<String, String> finished = new ConcurrentHashMap<>();

    StepJournal(StepStore store, Clock clock, String runId, int attempt) {
        this.store = store;
        this.clock = clock;
        this.runId = runId;
        this.attempt = attempt;
        for (StepRow step : store.all(runId)) {
            String result = step.result();
            if (step.status() == StepStatus.COMPLETED && result != null) {
                finished.put(step.name(), result);
            }
        }
    }

    @Override
    public @Nullable String finished(String step) {
        return finished.get(step);
    }

    @Override
    public void started(String step) {
        mine(store.start(runId, attempt, step, clock.instant()));
    }

    @Override
    public void finished(String step, String json) {
        mine(store.complete(runId, attempt, step, json, clock.instant()));
        finished.put(step, json);
    }

    @Override
    public void failed(String step, String problem) {
        mine(store.fail(runId, attempt, step, problem, clock.instant()));
    }

    @Override
    public void progress(int done, int total) {
        mine(store.progress(runId, attempt, done, total));
    }

    private void mine(boolean written) {
        if (!written) {
            throw new RunLostException(runId);
        }
    }
}
