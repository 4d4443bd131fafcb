package io.lantern.hub.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of runs: rooms start them, callers look at them and replay dead letters. */
@Service("runService")
class RunService implements Runs {
    private static final int CLAIMS = 3;

    private final RunStore store;
    private final StepStore steps;
    private final RunTimers timers;
    private final RunWaits waits;
    private final RunIntake intake;
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
            Burst burst,
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
        this.intake = new RunIntake(store, timers, burst, transaction);
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
            savepoint.executeWithoutResult(status -> store.insert(new RunStore.Insert(id, run, input(run), now)));
        } catch (DuplicateKeyException another) {
            return Optional.empty();
        }
        Instant due = run.notBefore();
        timers.schedule(id, 0, due == null ? now : due);
        return Optional.of(id);
    }

    @Override
    public String accept(NewRun run) {
        if (run.dedupeKey() != null || run.notBefore() != null) {
            throw new IllegalArgumentException("A run that shares a transaction has no key and begins at once");
        }
        Instant now = clock.instant();
        String id = RunIds.next(now);
        intake.accept(new RunStore.Insert(id, run, input(run), now));
        return id;
    }

    @Override
    public Optional<String> claim(String runId, String dedupeKey) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> take(runId, dedupeKey)));
            } catch (DuplicateKeyException another) {
                // One that began between the look and the taking: the next look sees it.
                if (attempt == CLAIMS) {
                    throw another;
                }
            }
        }
    }

    private Optional<String> take(String runId, String dedupeKey) {
        RunRow run = store.lock(runId).orElseThrow(() -> notFound(runId));
        RunRow other = store.lockByKey(run.tenant(), dedupeKey).orElse(null);
        if (other != null && other.id().equals(runId)) {
            return Optional.empty();
        }
        if (other != null && (other.status() != RunStatus.QUEUED || other.attempt() > 0)) {
            return Optional.of(other.id());
        }
        if (other != null) {
            store.giveWay(other.id(), "Run %s does this work".formatted(runId), clock.instant());
        }
        store.takeKey(runId, dedupeKey);
        return Optional.empty();
    }

    @Override
    public Map<String, List<LastRun>> last(TenantId tenant, String kind, Collection<String> names, int most) {
        Map<String, List<LastRun>> last = new LinkedHashMap<>();
        for (String name : names) {
            List<LastRun> runs = store.newest(tenant, kind, name, most).stream()
                    .map(run -> new LastRun(run.id(), run.status(), run.createdAt()))
                    .toList();
            if (!runs.isEmpty()) {
                last.put(name, runs);
            }
        }
        return last;
    }

    /** Operation {@code run.list}. @param parameters query parameters by name, checked against the contract before */
    public RunList list(Map<String, Object> parameters, Caller caller) {
        RunFilter filter = RunFilter.of(parameters);
        List<RunRow> page = store.page(caller.tenant(), filter);
        Map<String, Credits> used = credits.usedByRuns(
                caller.tenant(), page.stream().map(RunRow::id).toList());
        return new RunList(
                page.stream()
                        .map(run -> summary(run, used.getOrDefault(run.id(), Credits.NONE)))
                        .toList(),
                store.count(caller.tenant(), filter),
                filter.page(),
                filter.perPage());
    }

    private static RunList.Summary summary(RunRow run, Credits used) {
        return new RunList.Summary(
                run.id(),
                run.kind(),
                run.name(),
                run.status(),
                run.progress(),
                used,
                run.createdAt(),
                run.startedAt(),
                run.finishedAt());
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
        return find(caller.tenant(), runId).orElseThrow(() -> notFound(runId));
    }

    @Override
    public Optional<RunResult> find(TenantId tenant, String runId) {
        return store.find(runId).filter(found -> found.tenant().equals(tenant)).map(this::result);
    }

    private RunResult result(RunRow run) {
        String code = run.errorCode();
        String message = run.errorMessage();
        return new RunResult(
                run.id(),
                run.kind(),
                run.name(),
                run.status(),
                run.requestId(),
                run.attempt(),
                steps.all(run.id()).stream().map(RunService::step).toList(),
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
     * Operation {@code run.retry}: replays a dead letter, which goes on after its last finished step.
     *
     * @throws ProblemException {@code not_found} when the caller's tenant has no such run, {@code conflict} when it is
     *     no dead letter
     */
    public RunState retry(String runId, Caller caller) {
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
        return new RunState(runId, RunStatus.QUEUED);
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
