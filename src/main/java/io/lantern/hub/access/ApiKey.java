package io.lantern.hub.access;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as the gate needs it.
 *
 * @param id public, unique in the hub
 * @param prefix first 12 characters of the secret that was shown; safe to show and log
 * @param limits the tenant's plan, with the key's own limits over it
 * @param endsAt when this secret opens nothing any more: the key expires, or its grace after a rotation ends; null
 *     when it lives until it is revoked
 */
record ApiKey(
        long id,
        TenantId tenant,
        String prefix,
        Set<String> scopes,
        Set<String> origins,
        Limits limits,
        @Nullable Instant endsAt) {
    boolean livesAt(Instant now) {
        return endsAt == null || now.isBefore(endsAt);
    }

    Access access(String requestId) {
        return new Access(new Caller(tenant, prefix, scopes, requestId), "key/" + id, limits, origins);
    }
}
