package io.lantern.hub.enrich;

import java.time.Instant;

/**
 * Where a value of an answer came from.
 *
 * @param field of the answer, as a path
 * @param provider such as {@code builtin.crm}, or a vendor's route
 * @param confidence 0 to 1
 * @param verifiedAt when the provider said so; of a cached answer that is in the past
 */
record SourceOfValue(String field, String provider, double confidence, Instant verifiedAt) {}
