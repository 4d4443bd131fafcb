package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** When each key was last used, gathered in memory and written once a minute. */
@Component
class LastUse {
    private final AccessStore store;
    private final Map<Key, Instant> used = new ConcurrentHashMap<>();

    private record Key(TenantId tenant, long id) {}

    LastUse(AccessStore store) {
        this.store = store;
    }

    /** To the second: threads that write the same place all the time wait for each other. */
    void note(ApiKey key, Instant now) {
        Key one = new Key(key.tenant(), key.id());
        Instant last = used.get(one);
        if (last == null || last.plusSeconds(1).isBefore(now)) {
            used.put(one, now);
        }
    }

    /** What cannot be written now is kept for the next time. */
    void write() {
        used.forEach((key, at) -> {
            store.used(key.tenant(), key.id(), at);
            used.remove(key, at);
        });
    }
}
