package io.lantern.sandbox.salesforce.store;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A log of the {@link OrgFile}, or a range of it, as a map. Both ends belong to the range. */
final class LogMap extends AbstractMap<Long, byte[]> implements NavigableMap<Long, byte[]> {
    private final OrgFile file;
    private final String name;
    private final BooleanSupplier writing;
    private final long from;
    private final long to;

    /** @param writing whether the calling thread is inside its transaction: it then sees and may do everything */
    LogMap(OrgFile file, String name, BooleanSupplier writing) {
        this(file, name, writing, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private LogMap(OrgFile file, String name, BooleanSupplier writing, long from, long to) {
        this.file = file;
        this.name = name;
        this.writing = writing;
        this.from = from;
        this.to = to;
    }

    @Override
    public byte @Nullable [] get(Object key) {
        return key instanceof Long at && within(at) ? map().get(at) : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof Long at && within(at) && map().containsKey(at);
    }

    @Override
    public byte @Nullable [] put(Long key, byte[] value) {
        checkWriting();
        return map().put(key, value);
    }

    @Override
    public byte @Nullable [] remove(Object key) {
        checkWriting();
        return key instanceof Long at && within(at) ? map().remove(at) : null;
    }

    @Override
    public Set<Entry<Long, byte[]>> entrySet() {
        return new Entries();
    }

    @Override
    public @Nullable Long lowerKey(Long key) {
        return key == Long.MIN_VALUE ? null : floorKey(key - 1);
    }

    @Override
    public @Nullable Long floorKey(Long key) {
        Long found = map().floorKey(Math.min(key, end()));
        return found != null && within(found) ? found : null;
    }

    @Override
    public @Nullable Long ceilingKey(Long key) {
        Long found = map().ceilingKey(Math.max(key, from));
        return found != null && within(found) ? found : null;
    }

    @Override
    public @Nullable Long higherKey(Long key) {
        return key == Long.MAX_VALUE ? null : ceilingKey(key + 1);
    }

    @Override
    public Long firstKey() {
        return present(ceilingKey(from));
    }

    @Override
    public Long lastKey() {
        return present(floorKey(to));
    }

    @Override
    public @Nullable Entry<Long, byte[]> lowerEntry(Long key) {
        return entry(lowerKey(key));
    }

    @Override
    public @Nullable Entry<Long, byte[]> floorEntry(Long key) {
        return entry(floorKey(key));
    }

    @Override
    public @Nullable Entry<Long, byte[]> ceilingEntry(Long key) {
        return entry(ceilingKey(key));
    }

    @Override
    public @Nullable Entry<Long, byte[]> higherEntry(Long key) {
        return entry(higherKey(key));
    }

    @Override
    public @Nullable Entry<Long, byte[]> firstEntry() {
        return entry(ceilingKey(from));
    }

    @Override
    public @Nullable Entry<Long, byte[]> lastEntry() {
        return entry(floorKey(to));
    }

    @Override
    public @Nullable Entry<Long, byte[]> pollFirstEntry() {
        return poll(firstEntry());
    }

    @Override
    public @Nullable Entry<Long, byte[]> pollLastEntry() {
        return poll(lastEntry());
    }

    @Override
    public NavigableMap<Long, byte[]> subMap(Long low, boolean lowIn, Long high, boolean highIn) {
        return tailMap(low, lowIn).headMap(high, highIn);
    }

    @Override
    public NavigableMap<Long, byte[]> headMap(Long high, boolean inclusive) {
        return new LogMap(file, name, writing, from, Math.min(to, inclusive ? high : high - 1));
    }

    @Override
    public NavigableMap<Long, byte[]> tailMap(Long low, boolean inclusive) {
        return new LogMap(file, name, writing, Math.max(from, inclusive ? low : low + 1), to);
    }

    @Override
    public NavigableMap<Long, byte[]> subMap(Long low, Long high) {
        return subMap(low, true, high, false);
    }

    @Override
    public NavigableMap<Long, byte[]> headMap(Long high) {
        return headMap(high, false);
    }

    @Override
    public NavigableMap<Long, byte[]> tailMap(Long low) {
        return tailMap(low, true);
    }

    @Override
    public NavigableMap<Long, byte[]> descendingMap() {
        return new TreeMap<>(this).descendingMap();
    }

    @Override
    public NavigableSet<Long> navigableKeySet() {
        return new TreeMap<>(this).navigableKeySet();
    }

    @Override
    public NavigableSet<Long> descendingKeySet() {
        return new TreeMap<>(this).descendingKeySet();
    }

    @Override
    public @Nullable Comparator<? super Long> comparator() {
        return null;
    }

    private MVMap<Long, byte[]> map() {
        return file.log(name);
    }

    private long end() {
        return writing.getAsBoolean() ? to : Math.min(to, file.committedEnd(name));
    }

    private boolean within(long key) {
        return key >= from && key <= end();
    }

    private void checkWriting() {
        if (!writing.getAsBoolean()) {
            throw new IllegalStateException("The log " + name + " can be written only inside a transaction");
        }
        file.beforeWrite(name);
    }

    private @Nullable Entry<Long, byte[]> entry(@Nullable Long key) {
        byte[] value = key == null ? null : map().get(key);
        return key == null || value == null ? null : Map.entry(key, value);
    }

    private @Nullable Entry<Long, byte[]> poll(@Nullable Entry<Long, byte[]> entry) {
        if (entry != null) {
            remove(entry.getKey());
        }
        return entry;
    }

    private static Long present(@Nullable Long key) {
        if (key == null) {
            throw new NoSuchElementException("The log is empty");
        }
        return key;
    }

    private final class Entries extends AbstractSet<Entry<Long, byte[]>> {
        @Override
        public Iterator<Entry<Long, byte[]>> iterator() {
            return new Entering(map().cursor(from), end());
        }

        @Override
        public int size() {
            MVMap<Long, byte[]> map = map();
            Long first = ceilingKey(from);
            Long last = floorKey(to);
            return first == null || last == null || first > last
                    ? 0
                    : (int) (map.getKeyIndex(last) - map.getKeyIndex(first) + 1);
        }
    }

    private final class Entering implements Iterator<Entry<Long, byte[]>> {
        private final Cursor<Long, byte[]> cursor;
        private final long end;
        private @Nullable Entry<Long, byte[]> next;
        private @Nullable Long current;

        Entering(Cursor<Long, byte[]> cursor, long end) {
            this.cursor = cursor;
            this.end = end;
            this.next = advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Entry<Long, byte[]> next() {
            Entry<Long, byte[]> given = next;
            if (given == null) {
                throw new NoSuchElementException();
            }
            current = given.getKey();
            next = advance();
            return given;
        }

        @Override
        public void remove() {
            if (current == null) {
                throw new IllegalStateException();
            }
            LogMap.this.remove(current);
            current = null;
        }

        private @Nullable Entry<Long, byte[]> advance() {
            if (!cursor.hasNext()) {
                return null;
            }
            Long key = cursor.next();
            return key > end ? null : Map.entry(key, cursor.getValue());
        }
    }
}
