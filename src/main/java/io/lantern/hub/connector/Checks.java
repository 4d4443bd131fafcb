package io.lantern.hub.connector;

import io.lantern.hub.connector.Connection.Use;
import io.lantern.hub.connector.ConnectorList.Entry;
import io.lantern.hub.connector.ConnectorList.Status;
import io.lantern.hub.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks whether connections are there: all at once, none longer than its time, and none again before what is known is
 * old. However many ask at the same moment, each connection is asked once.
 */
@Component
class Checks {
    private final ExecutorService threads;
    private final ConnectorSettings settings;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    /** @param begun when the check was begun */
    private record Kept(Instant begun, Future<Found> found) {}

    private record Found(
            Instant at, @Nullable String account, @Nullable String error) {}

    Checks(ExecutorService connectorThreads, ConnectorSettings settings, Clock clock) {
        this.threads = connectorThreads;
        this.settings = settings;
        this.clock = clock;
    }

    List<Entry> all(List<Connection> connections) {
        long end = System.nanoTime() + settings.checkTimeout().toNanos();
        Map<Connection, Kept> asked = new HashMap<>();
        connections.stream().filter(Checks::mustBeAsked).forEach(one -> asked.put(one, begin(one)));
        return connections.stream()
                .map(connection -> entry(connection, asked.get(connection), end))
                .toList();
    }

    private static boolean mustBeAsked(Connection connection) {
        return connection.missing() == null && connection.use() == null;
    }

    private Kept begin(Connection connection) {
        Instant now = clock.instant();
        return kept.compute(connection.key(), (key, last) -> {
            boolean isFresh = last != null
                    && (!last.found().isDone()
                            || Duration.between(last.begun(), now).compareTo(settings.checkLife()) < 0);
            return isFresh ? last : new Kept(now, submitted(connection));
        });
    }

    private Future<Found> submitted(Connection connection) {
        try {
            return threads.submit(() -> asked(connection));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    new Found(clock.instant(), null, "It was not asked: the hub has too much to do."));
        }
    }

    private Found asked(Connection connection) {
        try {
            return new Found(clock.instant(), connection.check().get(), null);
        } catch (ProblemException e) {
            return new Found(clock.instant(), null, e.problem().message());
        }
    }

    private Found found(String key, Kept asked, long end) {
        try {
            return asked.found().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            return late(key, asked);
        } catch (ExecutionException e) {
            return new Found(clock.instant(), null, "It could not be asked: something unexpected went wrong.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found(clock.instant(), null, "It was not waited for: the work was stopped.");
        }
    }

    /** Others need not wait for it again while this is believed. */
    private Found late(String key, Kept asked) {
        Found late = new Found(
                clock.instant(),
                null,
                "It did not answer within " + settings.checkTimeout().toMillis() + " ms.");
        asked.found().cancel(true);
        kept.replace(key, asked, new Kept(asked.begun(), CompletableFuture.completedFuture(late)));
        return late;
    }

    /** @param asked null when the connection's use says it, or when it is not configured */
    private Entry entry(Connection connection, @Nullable Kept asked, long end) {
        Use use = connection.use();
        if (asked == null) {
            return use == null
                    ? new Entry(connection.type(), Status.NOT_CONFIGURED, null, null, null, connection.missing())
                    : entry(connection, new Found(use.at(), null, use.error()));
        }
        return entry(connection, found(connection.key(), asked, end));
    }

    private Entry entry(Connection connection, Found found) {
        String account = found.account() == null ? connection.account() : found.account();
        if (found.error() != null) {
            since.remove(connection.key());
            return new Entry(connection.type(), Status.ERROR, account, null, found.at(), found.error());
        }
        Instant from = since.computeIfAbsent(connection.key(), key -> found.at());
        return new Entry(connection.type(), Status.CONNECTED, account, from, found.at(), null);
    }
}
