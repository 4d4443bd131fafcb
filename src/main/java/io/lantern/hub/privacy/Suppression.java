package io.lantern.hub.privacy;

import java.time.Instant;

/**
 * Answer of {@code privacy.suppress} and {@code privacy.suppression}.
 *
 * @param email what was asked for: an address or a domain; it is not kept
 * @param kind {@code email} or {@code domain}
 */
record Suppression(boolean success, String requestId, String email, String kind, Instant suppressedAt) {}
