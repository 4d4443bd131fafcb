package io.lantern.hub.enrich;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many vendors are asked, at most; what is built in is always asked. */
enum Effort {
    LOW,
    MEDIUM,
    HIGH;

    /** @param text one of the contract's words; null is {@code low} */
    static Effort of(@Nullable String text) {
        return text == null ? LOW : valueOf(text.toUpperCase(Locale.ROOT));
    }
}
