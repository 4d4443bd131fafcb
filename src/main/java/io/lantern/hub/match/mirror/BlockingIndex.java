package io.lantern.hub.match.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link CandidateIndex} in the heap: a hash map from each {@link Key} to the records that have it. */
final class BlockingIndex implements CandidateIndex {
    /** Enough for the right record to be among them, few enough to compare in a millisecond. */
    private static final int ENOUGH = 300;

    /** A key that more records share than this finds nothing that a rarer one does not. */
    private static final int TOO_COMMON = 400;

    /** Small tables say little about how rare a word is; they count as part of one of this size. */
    private static final int SMALLEST_TABLE = 1_000;

    private final boolean person;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Profile> records = new TreeMap<>();
    private final Map<Key, Set<String>> postings = new HashMap<>();

    /** @param person whether the records are people */
    BlockingIndex(boolean person) {
        this.person = person;
    }

    @Override
    public void put(Profile record) {
        write(() -> {
            forget(record.id());
            records.put(record.id(), record);
            for (Key key : Key.ofRecord(record, person)) {
                postings.computeIfAbsent(key, unseen -> new HashSet<>(2)).add(record.id());
            }
        });
    }

    @Override
    public void remove(String id) {
        write(() -> forget(id));
    }

    @Override
    public Optional<Profile> get(String id) {
        return read(() -> Optional.ofNullable(records.get(id)));
    }

    @Override
    public Collection<Profile> near(Profile candidate) {
        return read(() -> {
            Set<String> ids = new LinkedHashSet<>();
            for (Key key : rarestFirst(candidate)) {
                Set<String> sharing = postings.getOrDefault(key, Set.of());
                if (key.isTelling() || (ids.size() < ENOUGH && sharing.size() <= TOO_COMMON)) {
                    sharing.stream().sorted().limit(TOO_COMMON).forEach(ids::add);
                }
            }
            return ids.stream()
                    .sorted()
                    .map(records::get)
                    .filter(Objects::nonNull)
                    .toList();
        });
    }

    @Override
    public Collection<Profile> mailboxesAt(String domain) {
        return read(() -> postings.getOrDefault(new Key(Key.Kind.MAIL_DOMAIN, domain), Set.of()).stream()
                .sorted()
                .limit(ENOUGH)
                .map(records::get)
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public Collection<Profile> all() {
        return read(() -> List.copyOf(records.values()));
    }

    @Override
    public int size() {
        return read(records::size);
    }

    @Override
    public int countOfDomain(String domain) {
        return count(new Key(Key.Kind.DOMAIN, domain));
    }

    @Override
    public int countOfPerson(String key) {
        return count(new Key(Key.Kind.PERSON, key));
    }

    @Override
    public int countOfFamily(String familyKey) {
        return count(new Key(Key.Kind.FAMILY, familyKey));
    }

    @Override
    public int countOfPhone(String number) {
        return count(new Key(Key.Kind.PHONE, number));
    }

    /** Inverse document frequency, 1 for a word in every tenth name or more, about 7 for one that is in none. */
    @Override
    public double of(String word) {
        return read(() -> {
            int having = postings.getOrDefault(new Key(Key.Kind.COMPANY_WORD, word), Set.of())
                    .size();
            double table = Math.max(records.size(), SMALLEST_TABLE);
            return Math.max(1, Math.log(table / (having + 1.0)));
        });
    }

    private int count(Key key) {
        return read(() -> postings.getOrDefault(key, Set.of()).size());
    }

    private List<Key> rarestFirst(Profile candidate) {
        List<Key> keys = new ArrayList<>(new LinkedHashSet<>(Key.of(candidate, person)));
        keys.sort(Comparator.comparing((Key key) -> !key.isTelling())
                .thenComparing(key -> postings.getOrDefault(key, Set.of()).size())
                .thenComparing(Key::kind)
                .thenComparing(Key::text));
        return keys;
    }

    private void forget(String id) {
        @Nullable Profile old = records.remove(id);
        if (old == null) {
            return;
        }
        for (Key key : Key.ofRecord(old, person)) {
            Set<String> sharing = postings.get(key);
            if (sharing != null && sharing.remove(id) && sharing.isEmpty()) {
                postings.remove(key);
            }
        }
    }

    private void write(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T read(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
