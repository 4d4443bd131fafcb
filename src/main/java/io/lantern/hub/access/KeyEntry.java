package io.lantern.hub.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as its admin sees it: everything but the secret.
 *
 * @param id unique in the hub
 * @param prefix first 12 characters of the secret
 * @param limits its own; what is null is as the tenant's plan says
 * @param createdBy public part of the key that asked for it, or {@code start}
 */
record KeyEntry(
        long id,
        String name,
        String prefix,
        List<String> scopes,
        List<String> origins,
        OwnLimits limits,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        Instant createdAt,
        String createdBy) {
    @JsonIgnore
    boolean isAdmin() {
        return scopes.contains(Scopes.ADMIN) || scopes.contains(Scopes.EVERYTHING);
    }

    boolean livesAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
