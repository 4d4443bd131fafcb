package io.lantern.hub.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code audit.verify}.
 *
 * @param checked how many links of the chain the range has
 * @param firstBroken null when the range is whole
 */
record VerifyResult(
        boolean success, String requestId, boolean intact, long checked, ChainCheck.@Nullable Broken firstBroken) {}
