package io.lantern.hub.connector;

import io.lantern.hub.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the last delivery to each target ended, on this node and since its start. */
@Component
class Outcomes {
    private final Map<String, Outcome> last = new ConcurrentHashMap<>();
    private final Clock clock;

    Outcomes(Clock clock) {
        this.clock = clock;
    }

    /** @param problem null when it was taken */
    record Outcome(Instant at, @Nullable Problem problem) {}

    void good(String target) {
        last.put(target, new Outcome(clock.instant(), null));
    }

    void bad(String target, Problem problem) {
        last.put(target, new Outcome(clock.instant(), problem));
    }

    Optional<Outcome> of(String target) {
        return Optional.ofNullable(last.get(target));
    }
}
