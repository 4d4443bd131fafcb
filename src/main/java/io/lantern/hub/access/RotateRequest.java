package io.lantern.hub.access;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/keys/{id}/rotate}.
 *
 * @param graceSeconds how long the secret before lives on, 0 to 2,592,000 (30 days); null: a day
 */
record RotateRequest(@Nullable Integer graceSeconds) {
    private static final int A_DAY = 86_400;

    int grace() {
        return graceSeconds == null ? A_DAY : graceSeconds;
    }
}
