package io.lantern.hub.convert;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets one at a time work on a person, or make the account of a company, on all nodes. Who takes both takes the person's
 * first, so that nobody waits in a circle. A lease and not a lock, because Salesforce is called meanwhile and
 * no transaction may be open then; the holder that is killed loses it by time.
 */
@Component
class Leases {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ConvertStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Leases(ConvertStore store, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Does the work while nobody else holds any of the keys.
     *
     * @throws ProblemException {@code upstream_unavailable} when others held one of them for too long
     */
    <T> T holding(TenantId tenant, Collection<String> names, Supplier<T> work) {
        // Taken in one order by everybody, and all or none.
        List<String> keys =
                names.stream().map(Leases::hashed).distinct().sorted().toList();
        String holder = UUID.randomUUID().toString();
        Instant end = clock.instant().plus(PATIENCE);
        while (!take(tenant, keys, holder)) {
            if (clock.instant().isAfter(end)) {
                throw new ProblemException(
                        ProblemCode.UPSTREAM_UNAVAILABLE,
                        "Another request is converting the same person or company; try again in a moment.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        try {
            return work.get();
        } finally {
            transaction.executeWithoutResult(status -> store.release(tenant, keys, holder));
        }
    }

    private boolean take(TenantId tenant, List<String> keys, String holder) {
        try {
            transaction.executeWithoutResult(status -> {
                Instant now = clock.instant();
                keys.forEach(key -> store.lease(tenant, key, holder, now, now.plus(LEASE)));
            });
            return true;
        } catch (DuplicateKeyException | org.springframework.dao.ConcurrencyFailureException e) {
            return false;
        }
    }

    /** Keys hold e-mail addresses and names, which have no business in a table of leases. */
    private static String hashed(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
