package io.lantern.hub.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a run when its timer fires: claims it, calls its work, writes down how it ended. */
final class RunExecution {
    private static final Logger log = LoggerFactory.getLogger(RunExecution.class);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final RunClaims claims;
    private final StepStore steps;
    private final RunWorks works;
    private final RetryPolicy retries;
    private final CreditService credits;
    private final RunMetrics metrics;
    private final ObjectMapper json;
    private final Clock clock;

    RunExecution(
            RunClaims claims,
            StepStore steps,
            RunWorks works,
            RetryPolicy retries,
            CreditService credits,
            RunMetrics metrics,
            ObjectMapper json,
            Clock clock) {
        this.claims = claims;
        this.steps = steps;
        this.works = works;
        this.retries = retries;
        this.credits = credits;
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
    }

    /** @return when the timer shall fire again; empty when it is no longer needed */
    Optional<Instant> execute(String runId) {
        RunClaims.Claim claim = claims.claim(runId);
        if (claim instanceof RunClaims.Claim.Mine mine) {
            return work(mine.run());
        }
        return claim instanceof RunClaims.Claim.Parked
                ? Optional.of(clock.instant().plus(retries.subjectPause()))
                : Optional.empty();
    }

    private Optional<Instant> work(RunRow run) {
        Instant began = clock.instant();
        Optional<Duration> pause = Optional.empty();
        RunEnd end;
        Runnable payment;
        try {
            RunWork work = works.of(run.kind());
            RunWork.Ticket ticket = ticket(run);
            Optional<Charge> charge = reserve(run, work, ticket);
            RunWork.Outcome outcome = work.execute(ticket);
            end = RunEnd.completed(output(outcome.output()));
            payment = () -> charge.ifPresent(reserved -> reserved.settle(outcome.uses()));
        } catch (RunLostException lost) {
            log.warn("{}; this execution stops", lost.getMessage());
            return Optional.empty();
        } catch (Exception failure) {
            pause = retries.pause(run.failures() + 1, failure);
            end = RunEnd.failed(pause.isPresent() ? RunStatus.QUEUED : RunStatus.FAILED, problem(run, failure));
            payment = pause.isPresent() ? () -> {} : () -> credits.releaseRun(run.tenant(), run.id());
            tell(run, end, pause, failure);
        }
        if (!claims.end(run, end, payment)) {
            log.warn("Run {} was cancelled or taken over before its execution {} ended", run.id(), run.attempt());
            return Optional.empty();
        }
        metrics.ended(run, end, Duration.between(began, clock.instant()));
        return pause.map(clock.instant()::plus);
    }

    /** A run that is cancelled at this very moment must leave nothing reserved: nobody would release it any more. */
    private Optional<Charge> reserve(RunRow run, RunWork work, RunWork.Ticket ticket) {
        return work.quote(ticket).map(quote -> credits.reserve(quote, () -> claims.requireCurrent(run)));
    }

    private RunWork.Ticket ticket(RunRow run) throws JsonProcessingException {
        return new RunWork.Ticket(
                run.tenant(),
                run.id(),
                run.name(),
                run.requestId(),
                run.attempt(),
                json.readValue(run.input(), OBJECT),
                new StepJournal(steps, clock, run.id(), run.attempt()));
    }

    private @Nullable String output(@Nullable Map<String, ?> output) throws JsonProcessingException {
        return output == null ? null : json.writeValueAsString(output);
    }

    private static Problem problem(RunRow run, Exception failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        // The exception's own words may hold personal data: they stay out of the answer.
        return new Problem(
                ProblemCode.INTERNAL_ERROR,
                "The run met an unexpected " + failure.getClass().getSimpleName() + "; the hub's log tells more under "
                        + run.id(),
                List.of());
    }

    private static void tell(RunRow run, RunEnd end, Optional<Duration> pause, Exception failure) {
        String next = pause.map(p -> "tries again in " + p).orElse("gives up");
        if (failure instanceof ProblemException) {
            log.warn("Run {} ({}) failed and {}: {}", run.id(), run.name(), next, end.errorMessage());
        } else {
            log.warn("Run {} ({}) failed and {}", run.id(), run.name(), next, failure);
        }
    }
}
