package io.lantern.sandbox.control;

import java.util.Map;
import java.util.TreeMap;

/** How many requests came in, by operation and by client, since the start or the last reset. */
public final class RequestCounts {
    private final Map<String, Long> operations = new TreeMap<>();
    private final Map<String, Long> clients = new TreeMap<>();
    private final Map<String, Map<String, Long>> operationsOfClients = new TreeMap<>();
    private long total;

    /**
     * Counts one request.
     *
     * @param operation for example {@code rest.query}, {@code soap.convertLead}, {@code pubsub.publish}
     * @param client as it named itself ({@code Sforce-Call-Options: client=}), or {@code unnamed}
     */
    public synchronized void count(String operation, String client) {
        total++;
        operations.merge(operation, 1L, Long::sum);
        clients.merge(client, 1L, Long::sum);
        operationsOfClients.computeIfAbsent(client, none -> new TreeMap<>()).merge(operation, 1L, Long::sum);
    }

    public synchronized void reset() {
        total = 0;
        operations.clear();
        clients.clear();
        operationsOfClients.clear();
    }

    /** @return a copy of all counts */
    public synchronized Snapshot snapshot() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        operationsOfClients.forEach((client, counts) -> copy.put(client, new TreeMap<>(counts)));
        return new Snapshot(total, new TreeMap<>(operations), new TreeMap<>(clients), copy);
    }

    /** All counts at one moment. */
    public record Snapshot(
            long total,
            Map<String, Long> operations,
            Map<String, Long> clients,
            Map<String, Map<String, Long>> operationsOfClients) {}
}
