package io.lantern.hub.match.mirror;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One object of one org: its index, whether it is complete, and which of its records have changed since they were read. */
final class Slice {
    /** The last of our own writes are remembered, to not ask for what we know. */
    private static final int REMEMBERED = 5_000;

    final OrgRef org;
    final CrmObject object;
    final BlockingIndex index;

    /** Held while the slice is loaded; whoever needs it meanwhile waits here. */
    final ReentrantLock loading = new ReentrantLock();

    /** Null until the slice is complete. */
    private volatile @Nullable Instant readAt;

    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Instant> written = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable Instant firstChange;
    private Instant lastChange = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;

    Slice(OrgRef org, CrmObject object) {
        this.org = org;
        this.object = object;
        this.index = new BlockingIndex(object.isPerson());
    }

    boolean isLoaded() {
        return readAt != null;
    }

    /** @return whether what changed in the org has not been asked for so long */
    boolean isOlderThan(Duration age, Instant now) {
        Instant read = readAt;
        return read == null || read.plus(age).isBefore(now);
    }

    void markRead(Instant now) {
        readAt = now;
    }

    synchronized void noteChanged(Collection<SalesforceId> ids, Instant now) {
        ids.forEach(id -> changed.add(id.value()));
        // What is written from here on is newer than this word.
        ids.forEach(id -> written.remove(id.value()));
        if (firstChange == null) {
            firstChange = now;
        }
        lastChange = now;
    }

    synchronized void noteWritten(String id, Instant now) {
        written.put(id, now);
    }

    /** @return ids whose turn it is to be read again, at most {@code limit}; empty when it is not time yet */
    synchronized Set<String> takeChanged(Instant now, MirrorSettings settings, int limit) {
        Instant first = firstChange;
        if (first == null || now.isBefore(notBefore)) {
            return Set.of();
        }
        changed.removeIf(written::containsKey);
        boolean time = !now.isBefore(lastChange.plus(settings.quiet()))
                || !now.isBefore(first.plus(settings.atLatest()))
                || changed.size() >= limit;
        if (!time) {
            return Set.of();
        }
        Set<String> taken = new LinkedHashSet<>();
        changed.stream().limit(limit).forEach(taken::add);
        changed.removeAll(taken);
        if (changed.isEmpty()) {
            firstChange = null;
        }
        return taken;
    }

    /** They could not be read; they are tried again, not before the given time. */
    synchronized void putBack(Collection<String> ids, Instant later) {
        changed.addAll(ids);
        firstChange = firstChange == null ? lastChange : firstChange;
        notBefore = later;
    }
}
