package io.lantern.sandbox.control;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are switched on, each by its name, and the request counts. Threads share it. It lives in memory: a
 * sandbox that starts again has no fault.
 */
public final class Faults {
    private final Clock clock;
    private final RequestCounts counts = new RequestCounts();
    private final Map<String, Fault> active = new TreeMap<>();

    public Faults(Clock clock) {
        this.clock = clock;
    }

    /** Requests counted by operation and by client. */
    public RequestCounts counts() {
        return counts;
    }

    /**
     * Switches a fault on, or changes it.
     *
     * @param parameters {@code count}, {@code probability}, {@code seconds} (how long) and {@code path} as in {@link
     *     Fault}; all others are kept as the fault's own parameters
     * @throws IllegalArgumentException when a value is not a number or out of range
     */
    public synchronized Fault set(String name, Map<String, String> parameters) {
        Map<String, String> own = new HashMap<>(parameters);
        String count = own.remove("count");
        String probability = own.remove("probability");
        String seconds = own.remove("seconds");
        String path = own.remove("path");
        double chance = probability == null ? 1 : Double.parseDouble(probability);
        if (chance < 0 || chance > 1) {
            throw new IllegalArgumentException("probability must be between 0 and 1, not " + chance);
        }
        Fault fault = new Fault(
                name,
                count == null ? null : Integer.valueOf(count),
                chance,
                seconds == null
                        ? null
                        : clock.instant().plus(Duration.ofMillis((long) (1000 * Double.parseDouble(seconds)))),
                path == null ? "" : path,
                own);
        active.put(name, fault);
        return fault;
    }

    public synchronized void clear(String name) {
        active.remove(name);
    }

    public synchronized void clearAll() {
        active.clear();
    }

    /** The faults switched on now. */
    public synchronized Collection<Fault> active() {
        active.values().removeIf(this::isOver);
        return List.copyOf(active.values());
    }

    /** @return the fault when it is on, without using up one of its strikes */
    public synchronized @Nullable Fault get(String name) {
        Fault fault = active.get(name);
        return fault == null || isOver(fault) ? null : fault;
    }

    /**
     * Asks whether a fault strikes here and now; a strike is used up.
     *
     * @param target what would be struck: a URL path, a SOAP operation, a topic
     * @return the fault, or null when it does not strike
     */
    public synchronized @Nullable Fault strike(String name, String target) {
        Fault fault = get(name);
        if (fault == null || !target.contains(fault.path())) {
            return null;
        }
        if (fault.probability() < 1 && ThreadLocalRandom.current().nextDouble() >= fault.probability()) {
            return null;
        }
        if (fault.count() != null) {
            active.put(name, used(fault, fault.count() - 1));
        }
        return fault;
    }

    private boolean isOver(Fault fault) {
        return (fault.count() != null && fault.count() <= 0)
                || (fault.until() != null && !clock.instant().isBefore(fault.until()));
    }

    private static Fault used(Fault fault, int left) {
        return new Fault(fault.name(), left, fault.probability(), fault.until(), fault.path(), fault.parameters());
    }
}
