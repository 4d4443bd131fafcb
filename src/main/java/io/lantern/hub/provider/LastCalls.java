package io.lantern.hub.provider;

import io.lantern.hub.kernel.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the last call of each source ended, on this node and since its start. */
public final class LastCalls {
    private final Map<String, Ended> last = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();

    /**
     * How a call ended.
     *
     * @param error a sentence; null when it went well
     */
    public record Ended(Instant at, @Nullable String error) {}

    /** It answered. */
    public void good(String source) {
        last.put(source, new Ended(clock.instant(), null));
    }

    /** It did not; a caller's own mistake says nothing of the source. */
    public void bad(String source, Problem problem) {
        if (problem.code().wireName().startsWith("upstream")) {
            last.put(source, new Ended(clock.instant(), problem.message()));
        }
    }

    /** @return null when it was not called yet */
    public @Nullable Ended of(String source) {
        return last.get(source);
    }
}
