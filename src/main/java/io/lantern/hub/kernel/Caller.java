package io.lantern.hub.kernel;

import java.util.Set;

/**
 * Who asks, as the gate found out.
 *
 * @param tenant the key's tenant
 * @param keyId the key's public part (its first 12 characters); safe to log
 * @param scopes what the key may do; {@code *} is everything
 * @param requestId of this request, as answered in {@code X-Request-Id}
 */
public record Caller(TenantId tenant, String keyId, Set<String> scopes, String requestId) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** @return whether the key has this scope, or all */
    public boolean may(String scope) {
        return scopes.contains("*") || scopes.contains(scope);
    }
}
