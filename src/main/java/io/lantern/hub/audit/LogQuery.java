package io.lantern.hub.audit;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a tenant's log is asked for.
 *
 * @param from first moment, inclusive
 * @param to last moment, exclusive
 * @param filter what else must hold
 * @param limit at most this many; {@link #ALL} for every one
 * @param after go on behind this place; null for the beginning
 */
record LogQuery(
        TenantId tenant,
        Instant from,
        Instant to,
        Filter filter,
        LogFormat format,
        boolean includeDiff,
        long limit,
        @Nullable LogCursor after) {
    static final long ALL = Long.MAX_VALUE;

    /** Each is null when any value will do. Ids have 18 characters; the object's case does not matter. */
    record Filter(
            @Nullable String pool,
            @Nullable String object,
            @Nullable String objectId,
            @Nullable String action,
            @Nullable String assignedTo,
            @Nullable String requestId) {}
}
