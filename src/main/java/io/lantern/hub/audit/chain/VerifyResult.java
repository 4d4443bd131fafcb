package io.lantern.hub.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code audit.verify}.
 *
 * @param checked how many links of the chain the range has
 * @param erased of these, how many have an entry that an erasure emptied
 * @param removed of these, how many have an entry that retention removed
 * @param firstBroken null when the range is whole
 */
record VerifyResult(
        boolean success,
        String requestId,
        boolean intact,
        long checked,
        long erased,
        long removed,
        ChainCheck.@Nullable Broken firstBroken) {}
