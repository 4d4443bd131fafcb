package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The retained events of each topic, durable, committed with the data they tell of. Replay ids rise with gaps, as
 * Salesforce's do, so that nobody counts on their being contiguous. Events are kept for 72 hours.
 */
final class EventLog {
    private static final Duration RETENTION = Duration.ofHours(72);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrgStore store;
    private final Clock clock;

    EventLog(OrgStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Appends an event; it becomes visible when the transaction commits. Gives its replay id. */
    long append(OrgTransaction transaction, String topic, String uuid, String type, JsonNode payload) {
        NavigableMap<Long, byte[]> log = transaction.log(name(topic));
        Long last = log.floorKey(Long.MAX_VALUE);
        long next = last == null ? 1 : last + 1 + last % 3;
        log.put(next, write(new LoggedEvent(uuid, type, clock.millis(), payload)));
        dropOld(log);
        return next;
    }

    /** @return up to {@code most} events after a position, by replay id */
    Map<Long, LoggedEvent> after(String topic, long position, int most) {
        Map<Long, LoggedEvent> events = new LinkedHashMap<>();
        Map.Entry<Long, byte[]> entry = committed(topic).higherEntry(position);
        while (entry != null && events.size() < most) {
            events.put(entry.getKey(), read(entry.getValue()));
            entry = committed(topic).higherEntry(entry.getKey());
        }
        return events;
    }

    /** @return the newest position; 0 when nothing was ever published */
    long newest(String topic) {
        Long last = committed(topic).floorKey(Long.MAX_VALUE);
        return last == null ? 0 : last;
    }

    /** @return the position before the oldest retained event */
    long beforeOldest(String topic) {
        Long first = committed(topic).ceilingKey(0L);
        return first == null ? 0 : first - 1;
    }

    /** @return whether a reader may start after this position: it was given out, and nothing after it is gone */
    boolean isKnown(String topic, long position) {
        return position >= beforeOldest(topic)
                && position <= newest(topic)
                && (position == beforeOldest(topic) || committed(topic).containsKey(position));
    }

    private void dropOld(NavigableMap<Long, byte[]> log) {
        long oldest = clock.millis() - RETENTION.toMillis();
        Map.Entry<Long, byte[]> first = log.firstEntry();
        while (first != null && log.size() > 1 && read(first.getValue()).at() < oldest) {
            log.remove(first.getKey());
            first = log.firstEntry();
        }
    }

    private NavigableMap<Long, byte[]> committed(String topic) {
        return store.log(name(topic));
    }

    private static String name(String topic) {
        return "event:" + topic;
    }

    private static byte[] write(LoggedEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoggedEvent read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, LoggedEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
