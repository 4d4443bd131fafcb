package io.lantern.sandbox.target;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What arrived, the newest last. It lives in memory, and the oldest go when there are many. */
public final class Arrivals {
    private static final int MOST = 500;

    private final Clock clock;
    private final Deque<Map<String, @Nullable Object>> arrivals = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    public Arrivals(Clock clock) {
        this.clock = clock;
    }

    /**
     * Keeps one.
     *
     * @param id by which its sender names it; null when it does not
     * @param content anything that can be written as JSON
     */
    public synchronized void add(String target, @Nullable String id, Map<String, ?> content) {
        Map<String, @Nullable Object> arrival = new LinkedHashMap<>();
        arrival.put("target", target);
        arrival.put("at", clock.instant().toString());
        arrival.put("id", id);
        arrival.put("seen_before", id != null && !ids.add(target + " " + id));
        arrival.putAll(content);
        arrivals.addLast(arrival);
        if (arrivals.size() > MOST) {
            arrivals.removeFirst();
        }
    }

    /** @param target empty for all */
    public synchronized List<Map<String, @Nullable Object>> of(String target) {
        return arrivals.stream()
                .filter(arrival -> target.isEmpty() || target.equals(arrival.get("target")))
                .toList();
    }

    public synchronized void clear() {
        arrivals.clear();
        ids.clear();
    }
}
