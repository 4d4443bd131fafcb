package io.lantern.hub.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/keys}, as the contract says.
 *
 * @param limits requests a minute by group; null: as the tenant's plan says
 */
record KeyRequest(
        String name,
        List<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable List<String> origins,
        @Nullable OwnLimits limits) {}
