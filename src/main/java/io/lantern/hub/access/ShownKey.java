package io.lantern.hub.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key with its secret, this once.
 *
 * @param key the secret
 * @param previousUntil until when the secret before lives on; null when there is none
 */
record ShownKey(
        @JsonUnwrapped KeyEntry entry, String key, @Nullable Instant previousUntil) {
    @Override
    public String toString() {
        return "ShownKey[entry=" + entry + ", key=***, previousUntil=" + previousUntil + "]";
    }
}
