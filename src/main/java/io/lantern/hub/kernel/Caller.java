package io.lantern.hub.kernel;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the gate found out.
 *
 * @param tenant the key's tenant
 * @param keyId the key's public part (its first 12 characters), or the subject of a token; safe to log
 * @param scopes what the key may do; {@code *} is everything
 * @param requestId of this request, as answered in {@code X-Request-Id}
 * @param idempotencyKey what the caller sent as {@code Idempotency-Key}; null when nothing
 * @param tags from {@code X-Lantern-Tag}: what the caller wants spent credits counted under; mostly empty
 */
public record Caller(
        TenantId tenant,
        String keyId,
        Set<String> scopes,
        String requestId,
        @Nullable String idempotencyKey,
        Map<String, String> tags) {
    public Caller {
        scopes = Set.copyOf(scopes);
        tags = Map.copyOf(tags);
    }

    public Caller(TenantId tenant, String keyId, Set<String> scopes, String requestId) {
        this(tenant, keyId, scopes, requestId, null, Map.of());
    }

    /** @return whether the key has this scope, or all */
    public boolean may(String scope) {
        return scopes.contains("*") || scopes.contains(scope);
    }
}
