package io.lantern.hub.privacy;

import java.time.Instant;
import java.util.Map;

/**
 * Answer of {@code privacy.erase}.
 *
 * @param erased how many rows of each kind were removed or blanked
 * @param proof what the log keeps in the person's place ({@code object_id} of its entry); made from the address with
 *     the hub's secret, so that the same address gives it again and nobody else can
 */
record Erasure(boolean success, String requestId, Map<String, Integer> erased, String proof, Instant erasedAt) {}
