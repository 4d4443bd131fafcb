package io.lantern.hub.enrich.research;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Does several things that wait for others at once, and waits no longer than it is given. */
@Component
class Errands implements DisposableBean {
    /** As many as {@code PageClient} reads pages at once in the whole hub. */
    private static final int THREADS = 64;

    private static final int WAITING = 1_000;

    private final ThreadPoolExecutor threads;

    Errands() {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "research");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @return the results of those that ended in time, in the order of what they were for */
    <A, B> List<B> run(List<A> things, Function<A, B> work, Duration time) {
        List<Callable<B>> calls = new ArrayList<>();
        things.forEach(thing -> calls.add(() -> work.apply(thing)));
        List<B> results = new ArrayList<>();
        try {
            for (Future<B> done : threads.invokeAll(calls, time.toNanos(), TimeUnit.NANOSECONDS)) {
                if (!done.isCancelled()) {
                    results.add(done.get());
                }
            }
        } catch (RejectedExecutionException busy) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE, "Too many questions are researched at once; ask again later.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of a research failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "The research was stopped.");
        }
        return results;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
