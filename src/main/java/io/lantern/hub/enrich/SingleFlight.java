package io.lantern.hub.enrich;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Equal work that is asked for at the same time is done once.
 *
 * @param <K> what makes work equal
 * @param <V> what comes of it
 */
final class SingleFlight<K, V> {
    private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /**
     * @param work done in the thread of whoever asks first; a failure is everybody's
     * @param shared what its result is to those who waited for it
     */
    V run(K key, Supplier<V> work, UnaryOperator<V> shared) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> other = flights.putIfAbsent(key, mine);
        if (other != null) {
            return shared.apply(join(other));
        }
        try {
            mine.complete(work.get());
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
        } finally {
            flights.remove(key);
        }
        return join(mine);
    }

    private static <V> V join(CompletableFuture<V> flight) {
        try {
            return flight.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
