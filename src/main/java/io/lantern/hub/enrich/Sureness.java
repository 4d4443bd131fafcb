package io.lantern.hub.enrich;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A confidence in a word. */
enum Sureness {
    HIGH,
    MEDIUM,
    LOW;

    private static final double FROM_HIGH = 0.85;
    private static final double FROM_MEDIUM = 0.6;

    /** @param found null when nothing was found */
    static @Nullable Sureness of(@Nullable FoundValue found) {
        if (found == null) {
            return null;
        }
        return found.confidence() >= FROM_HIGH ? HIGH : found.confidence() >= FROM_MEDIUM ? MEDIUM : LOW;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
