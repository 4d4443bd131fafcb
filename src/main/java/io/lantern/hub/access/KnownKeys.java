package io.lantern.hub.access;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The keys as the database has them, or had them a moment ago. */
@Component
class KnownKeys {
    /** A revoked key must be refused everywhere within 5 seconds; one second is left for the clocks. */
    private static final Duration REMEMBERED = Duration.ofSeconds(4);

    private static final int MOST_REMEMBERED = 10_000;

    private final AccessStore store;
    private final Cache<String, ApiKey> living = remembering();

    /** Apart from the others, so that guesses push no real key out. */
    private final Cache<String, Boolean> unknown = remembering();

    KnownKeys(AccessStore store) {
        this.store = store;
    }

    Optional<ApiKey> find(String hmac) {
        ApiKey known = living.getIfPresent(hmac);
        if (known != null) {
            return Optional.of(known);
        }
        return unknown.getIfPresent(hmac) == null ? read(hmac) : Optional.empty();
    }

    /** The secret opens nothing from now on; to be said after the database knows it. */
    void died(String hmac) {
        unknown.put(hmac, true);
        living.invalidate(hmac);
    }

    /** What the database says of the secret has changed. */
    void changed(String hmac) {
        unknown.invalidate(hmac);
        living.invalidate(hmac);
    }

    private Optional<ApiKey> read(String hmac) {
        Optional<ApiKey> found = store.find(hmac);
        if (found.isEmpty()) {
            unknown.put(hmac, true);
            return found;
        }
        living.put(hmac, found.get());
        if (unknown.getIfPresent(hmac) != null) {
            // It was revoked between the reading and the remembering.
            living.invalidate(hmac);
        }
        return found;
    }

    private static <T> Cache<String, T> remembering() {
        return CacheBuilder.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .maximumSize(MOST_REMEMBERED)
                .build();
    }
}
