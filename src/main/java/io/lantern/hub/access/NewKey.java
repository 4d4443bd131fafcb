package io.lantern.hub.access;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to be. Scopes and origins keep their order.
 *
 * @param name what a person calls it
 * @param expiresAt null when it lives until it is revoked
 * @param origins web pages that may send it
 * @param createdBy public part of the key that asked for it, or {@code start}
 */
record NewKey(
        TenantId tenant,
        String name,
        Set<String> scopes,
        @Nullable Instant expiresAt,
        Set<String> origins,
        OwnLimits limits,
        String createdBy) {
    NewKey {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        origins = Collections.unmodifiableSet(new LinkedHashSet<>(origins));
    }

    /** Made by the hub itself, with the plan's limits. */
    static NewKey atStart(TenantId tenant, String name, Set<String> scopes) {
        return new NewKey(tenant, name, scopes, null, Set.of(), OwnLimits.NONE, "start");
    }
}
