package io.lantern.hub.enrich;

import java.time.Instant;

/**
 * A value that is in an answer.
 *
 * @param value text, number or true/false
 * @param confidence 0 to 1
 * @param provider the source's name
 * @param verifiedAt when the source said so
 */
record FoundValue(Object value, double confidence, String provider, Instant verifiedAt) {
    String text() {
        return value.toString();
    }
}
