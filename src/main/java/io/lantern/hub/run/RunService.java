package io.lantern.hub.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of runs: rooms start them, callers look at them and replay dead letters. */
class RunService implements Runs {
    private final RunStore store;
    private final StepStore steps;
    private final RunTimers timers;
    private final RunWaits waits;
    private final CreditService credits;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    RunService(
            RunStore store,
            StepStore steps,
            RunTimers timers,
            RunWaits waits,
            CreditService credits,
            ObjectMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.steps = steps;
        this.timers = timers;
        this.waits = waits;
        this.credits = credits;
        this.json = json;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public Optional<String> start(NewRun run) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A run is started in the transaction of what causes it");
        }
        String key = run.dedupeKey();
        if (key != null && store.exists(run.tenant(), key)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String id = RunIds.next(now);
        try {
            // PostgreSQL gives up a transaction in which a statement failed; a savepoint keeps the caller's alive.
            savepoint.executeWithoutResult(status -> store.insert(id, run, input(run), now));
        } catch (DuplicateKeyException another) {
            return Optional.empty();
        }
        timers.schedule(id, 0, now);
        return Optional.of(id);
    }

    @Override
    public Map<String, RunStatus> await(Collection<String> runIds, Duration atMost) {
        return runIds.isEmpty() ? Map.of() : waits.await(runIds, atMost);
    }

    /**
     * Operation {@code run.get}.
     *
     * @throws ProblemException {@code not_found} when the caller's tenant has no such run
     */
    public RunResult get(String runId, Caller caller) {
        RunRow run = store.find(runId)
                .filter(found -> found.tenant().equals(caller.tenant()))
                .orElseThrow(() -> notFound(runId));
        String code = run.errorCode();
        String message = run.errorMessage();
        return new RunResult(
                run.id(),
                run.kind(),
                run.name(),
                run.status(),
                run.requestId(),
                run.attempt(),
                steps.all(runId).stream().map(RunService::step).toList(),
                tree(run.input()),
                tree(run.output()),
                code == null || message == null ? null : new RunResult.Fault(code, message),
                run.progress(),
                credits.usedByRuns(run.tenant(), List.of(run.id())).getOrDefault(run.id(), Credits.NONE),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt());
    }

    /**
     * Replays a dead letter: it goes on after its last finished step.
     *
     * @throws ProblemException {@code not_found} when the caller's tenant has no such run, {@code conflict} when it is
     *     no dead letter
     */
    public void retry(String runId, Caller caller) {
        transaction.executeWithoutResult(status -> {
            RunRow run = store.lock(runId)
                    .filter(found -> found.tenant().equals(caller.tenant()))
                    .orElseThrow(() -> notFound(runId));
            if (run.status() != RunStatus.FAILED) {
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        "Run %s is %s; only a failed run is replayed"
                                .formatted(runId, run.status().wireName()));
            }
            store.replay(runId);
            timers.schedule(runId, run.replays() + 1, clock.instant());
        });
    }

    private static ProblemException notFound(String runId) {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no run " + runId);
    }

    private static RunResult.Step step(StepRow step) {
        Instant finished = step.finishedAt();
        Long took = finished == null
                ? null
                : Long.valueOf(Duration.between(step.startedAt(), finished).toMillis());
        return new RunResult.Step(step.name(), step.status(), took, step.startedAt(), step.error());
    }

    private String input(NewRun run) {
        try {
            return json.writeValueAsString(run.input());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input of a run is JSON", e);
        }
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored run is not JSON", e);
        }
    }
}
