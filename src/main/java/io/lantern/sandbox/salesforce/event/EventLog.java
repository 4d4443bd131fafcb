package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Every event of the org in commit order, kept for 72 hours in the org's own store, so that an event commits with the
 * change that caused it or not at all.
 */
final class EventLog {
    static final Duration RETENTION = Duration.ofHours(72);

    private static final String EVENTS = "event";
    private static final String STATE = "event-state";
    private static final long LAST = 0;
    private static final long FLOOR = 1;

    /** A moved org counts anew from below, so that nobody comes to rely on ids that only grow. */
    private static final long FIRST_BASE = 1_000_000_000_000L;

    private static final long STEP_DOWN = 1_000_000_000L;
    private static final int WIDEST_GAP = 4;
    private static final long TRIM_EVERY_MILLIS = 60_000;
    private static final int TRIM_AT_ONCE = 10_000;
    private static final int SCAN_AT_ONCE = 5_000;

    private final OrgStore store;
    private final Clock clock;

    /** As of the last commit: the newest id, and the id after which the log is complete. */
    private volatile long last;

    private volatile long floor;
    private volatile long trimmedAt;

    EventLog(OrgStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        refresh();
        store.afterCommit(this::refresh);
    }

    /** A part of the log. @param scanned the id up to which it was read @param more whether there is more to read */
    record Slice(List<StoredEvent> events, long scanned, boolean more) {}

    /** @return the new event's replay id */
    long append(OrgTransaction transaction, String topic, String uuid, String schemaId, byte[] payload) {
        NavigableMap<Long, byte[]> events = transaction.log(EVENTS);
        NavigableMap<Long, byte[]> state = transaction.log(STATE);
        trim(events, state);
        long id = number(state, LAST) + 1 + ThreadLocalRandom.current().nextInt(WIDEST_GAP);
        StoredEvent event = new StoredEvent(id, topic, clock.millis(), uuid, schemaId, payload);
        events.put(id, event.encode());
        state.put(LAST, StoredEvent.replay(id));
        return id;
    }

    /** Forgets every event and numbers the next ones differently, as when a real org moves to another instance. */
    void reset(OrgTransaction transaction) {
        NavigableMap<Long, byte[]> state = transaction.log(STATE);
        long base = base(number(state, FLOOR)) - STEP_DOWN;
        transaction.log(EVENTS).clear();
        state.put(LAST, StoredEvent.replay(base));
        state.put(FLOOR, StoredEvent.replay(base));
    }

    /** The newest committed id. */
    long last() {
        return last;
    }

    /** The id after which everything is still there. */
    long floor() {
        return floor;
    }

    /** @return whether a reader can go on after this id without having lost anything */
    boolean knows(long id) {
        return id == last || id == floor || store.read(any -> store.log(EVENTS).containsKey(id));
    }

    /**
     * @param after exclusive
     * @param topic which events are wanted
     * @param most how many at most
     */
    Slice read(long after, Predicate<String> topic, int most) {
        return store.read(any -> scan(after, topic, most));
    }

    private Slice scan(long after, Predicate<String> topic, int most) {
        List<StoredEvent> found = new ArrayList<>();
        long oldest = clock.millis() - RETENTION.toMillis();
        long scanned = after;
        int steps = 0;
        for (Map.Entry<Long, byte[]> entry :
                store.log(EVENTS).tailMap(after, false).entrySet()) {
            if (entry.getKey() > last) {
                break;
            }
            if (found.size() >= most || ++steps > SCAN_AT_ONCE) {
                return new Slice(found, scanned, true);
            }
            StoredEvent event = StoredEvent.decode(entry.getKey(), entry.getValue());
            if (event.at() >= oldest && topic.test(event.topic())) {
                found.add(event);
            }
            scanned = entry.getKey();
        }
        return new Slice(found, scanned, false);
    }

    private void trim(NavigableMap<Long, byte[]> events, NavigableMap<Long, byte[]> state) {
        long now = clock.millis();
        if (now - trimmedAt < TRIM_EVERY_MILLIS) {
            return;
        }
        trimmedAt = now;
        List<Long> old = new ArrayList<>();
        Iterator<Map.Entry<Long, byte[]>> entries = events.entrySet().iterator();
        while (entries.hasNext() && old.size() < TRIM_AT_ONCE) {
            Map.Entry<Long, byte[]> entry = entries.next();
            if (StoredEvent.decode(entry.getKey(), entry.getValue()).at() >= now - RETENTION.toMillis()) {
                break;
            }
            old.add(entry.getKey());
        }
        for (Long id : old) {
            events.remove(id);
            state.put(FLOOR, StoredEvent.replay(id));
        }
    }

    private void refresh() {
        NavigableMap<Long, byte[]> state = store.log(STATE);
        floor = number(state, FLOOR);
        last = number(state, LAST);
    }

    private static long number(NavigableMap<Long, byte[]> state, long key) {
        byte[] value = state.get(key);
        return value == null ? FIRST_BASE : ByteBuffer.wrap(value).getLong();
    }

    private static long base(long id) {
        return id - Math.floorMod(id, STEP_DOWN);
    }
}
