package io.lantern.hub.assign;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/routing/assign}.
 *
 * @param object {@code lead, contact, account, opportunity, case} in any case, or a custom object
 * @param sfId 15 or 18 characters
 * @param excludeInactive null means true
 * @param respectOwner {@code keep_if_in_pool} leaves the record with an owner who is an active member
 * @param dryRun true answers who would get it and changes nothing; null means false
 */
public record AssignRequest(
        @Nullable String object,
        @Nullable String sfId,
        @Nullable String pool,
        @Nullable Boolean excludeInactive,
        @Nullable ResetRules resetRules,
        @Nullable String respectOwner,
        @Nullable Boolean dryRun) {

    /**
     * Departs from the ordinary turn.
     *
     * @param reason goes into the log
     * @param placeUserAtTop member who goes before the others, now or when next available; whoever would have
     *     been next keeps the turn
     * @param excludeUser user who does not get this record
     */
    public record ResetRules(
            @Nullable String reason,
            @Nullable String placeUserAtTop,
            @Nullable String excludeUser) {}
}
