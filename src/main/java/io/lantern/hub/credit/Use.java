package io.lantern.hub.credit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was bought.
 *
 * @param credits what it costs in all
 * @param provider whose answer it was; null where none was asked
 */
public record Use(Item item, Credits credits, @Nullable String provider) {
    /** @return something no provider was asked for */
    public static Use of(Item item, Credits credits) {
        return new Use(item, credits, null);
    }
}
