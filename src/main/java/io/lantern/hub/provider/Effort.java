package io.lantern.hub.provider;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much an answer is worth: how many vendors are asked, how many pages are read, which model {@code auto} takes. */
public enum Effort {
    LOW,
    MEDIUM,
    HIGH;

    /** @return the effort of that name, in any case; low for null */
    public static Effort of(@Nullable String name) {
        return name == null ? LOW : valueOf(name.toUpperCase(Locale.ROOT));
    }
}
