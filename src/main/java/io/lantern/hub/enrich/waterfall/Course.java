package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.ProviderAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a waterfall. */
final class Course {
    private static final Logger log = LoggerFactory.getLogger(Course.class);

    /** Ends a wait for a source that breaks its promise to answer or to fail in time. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** @param fault a few words; null when it answered */
    private record Reply(
            Source source,
            @Nullable ProviderAnswer answer,
            @Nullable String fault,
            long millis) {}

    private final Target target;
    private final Evidence evidence;
    private final Spending spending;
    private final Deque<Source> left;
    private final boolean hedged;
    private final Executor threads;
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final Set<Source> open = new LinkedHashSet<>();
    private final Map<Source, Attempt> attempts = new LinkedHashMap<>();
    private boolean overBudget;

    Course(Target target, List<Source> sources, Credits budget, boolean hedged, Executor threads) {
        this.target = target;
        this.evidence = new Evidence(target);
        this.spending = new Spending(budget);
        this.left = new ArrayDeque<>(sources);
        this.hedged = hedged;
        this.threads = threads;
    }

    Outcome run() {
        Source latest = null;
        while (!evidence.isSettled()) {
            if (open.isEmpty()) {
                latest = askNext();
                if (latest == null) {
                    break;
                }
            }
            Reply reply = next(latest);
            if (reply != null) {
                absorb(reply);
            } else if (latest != null && !left.isEmpty() && !overBudget) {
                latest = askNext();
            } else {
                break;
            }
        }
        return outcome();
    }

    /** @return the source that is asked now; null when none is left that the budget covers */
    private @Nullable Source askNext() {
        Source next = left.peek();
        if (next == null) {
            return null;
        }
        if (!spending.covers(next)) {
            overBudget = true;
            return null;
        }
        left.remove();
        spending.asked(next);
        open.add(next);
        long begun = System.nanoTime();
        try {
            threads.execute(() -> replies.add(ask(next, begun)));
        } catch (RejectedExecutionException busy) {
            replies.add(new Reply(next, null, "busy", 0));
        }
        return next;
    }

    private static Reply ask(Source source, long begun) {
        try {
            ProviderAnswer answer = source.question().get();
            return new Reply(source, answer, null, millisSince(begun));
        } catch (ProblemException e) {
            return new Reply(source, null, e.problem().message(), millisSince(begun));
        } catch (RuntimeException e) {
            log.warn("Source {} failed", source.name(), e);
            return new Reply(source, null, "failed unexpectedly; the hub's log says more", millisSince(begun));
        }
    }

    /** @return null when the latest source takes longer than it should and another can be asked beside it */
    private @Nullable Reply next(@Nullable Source latest) {
        Duration patience = latest == null || !hedged || left.isEmpty() || overBudget ? null : latest.patience();
        try {
            return replies.poll((patience == null ? LONGEST_WAIT : patience).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE, "The hub is stopping. Send the request again.", stop);
        }
    }

    private void absorb(Reply reply) {
        Source source = reply.source();
        open.remove(source);
        ProviderAnswer answer = reply.answer();
        if (answer == null) {
            String fault = reply.fault() == null ? "" : reply.fault();
            attempts.put(source, attempt(source, Attempt.Result.FAILED, fault, reply.millis()));
            spending.foundNothing(source);
        } else if (evidence.add(answer)) {
            attempts.put(source, attempt(source, Attempt.Result.UNUSED, "another source is surer", reply.millis()));
        } else {
            attempts.put(source, attempt(source, Attempt.Result.MISS, answer.missReason(), reply.millis()));
            spending.foundNothing(source);
        }
    }

    private Outcome outcome() {
        Map<String, Pick> picks = evidence.picks();
        Set<String> paid = new LinkedHashSet<>();
        picks.forEach((field, pick) -> {
            if (target.fields().contains(field)) {
                paid.addAll(pick.paid());
            }
        });
        List<Source> used = new ArrayList<>();
        attempts.replaceAll((source, attempt) -> {
            if (!paid.contains(source.name()) || attempt.result() != Attempt.Result.UNUSED) {
                return attempt;
            }
            Credits before = Spending.of(used);
            used.add(source);
            Credits cost = Spending.of(used).minus(before);
            return new Attempt(
                    source.name(), Attempt.Result.USED, cost, "its value is in the answer", attempt.durationMs());
        });
        List<Attempt> all = new ArrayList<>(attempts.values());
        open.forEach(source -> all.add(attempt(source, Attempt.Result.UNUSED, "another source answered first", 0)));
        String why = evidence.isSettled() ? "not needed any more" : "max_credits or the balance does not cover it";
        left.forEach(source -> all.add(Attempt.notMade(source.name(), why)));
        return new Outcome(picks, all, Spending.of(used));
    }

    private static Attempt attempt(Source source, Attempt.Result result, String reason, long millis) {
        return new Attempt(source.name(), result, Credits.NONE, reason, millis);
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
