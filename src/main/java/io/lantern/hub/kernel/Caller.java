package io.lantern.hub.kernel;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the gate found out.
 *
 * @param tenant the key's tenant
 * @param keyId the key's public part (its first 12 characters), or the subject of a token; safe to log
 * @param scopes what the key may do; {@code *} is everything
 * @param requestId of this request, as answered in {@code X-Request-Id}
 * @param idempotencyKey what the caller sent as {@code Idempotency-Key}; null when nothing
 * @param effectKey stands for this request and for every repeat of it with the same idempotency key: what must not
 *     happen twice is kept under it
 * @param tags from {@code X-Lantern-Tag}: what the caller wants spent credits counted under; mostly empty
 */
public record Caller(
        TenantId tenant,
        String keyId,
        Set<String> scopes,
        String requestId,
        @Nullable String idempotencyKey,
        String effectKey,
        Map<String, String> tags) {
    public Caller {
        scopes = Set.copyOf(scopes);
        tags = Map.copyOf(tags);
    }

    public Caller(TenantId tenant, String keyId, Set<String> scopes, String requestId) {
        this(tenant, keyId, scopes, requestId, null, unique(), Map.of());
    }

    /** As {@link UUID#randomUUID()}, but without its lock, which every request would wait for. Need not be secret. */
    private static String unique() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** @return this caller, repeating what stands under the key */
    public Caller repeating(String effect) {
        return new Caller(tenant, keyId, scopes, requestId, idempotencyKey, effect, tags);
    }

    /** @return this caller with what came in headers beside the key */
    public Caller sending(@Nullable String idempotency, Map<String, String> creditTags) {
        return new Caller(tenant, keyId, scopes, requestId, idempotency, effectKey, creditTags);
    }

    /** @return whether the key has this scope, or all */
    public boolean may(String scope) {
        return scopes.contains("*") || scopes.contains(scope);
    }
}
