package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is stored.
 *
 * @param prefix first 12 characters of the secret; safe to show and log
 * @param secretHmac lower-case hex
 * @param expiresAt null when it lives until it is revoked
 */
record ApiKey(
        TenantId tenant,
        String name,
        String prefix,
        String secretHmac,
        Set<String> scopes,
        @Nullable Instant expiresAt) {
    boolean livesAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
