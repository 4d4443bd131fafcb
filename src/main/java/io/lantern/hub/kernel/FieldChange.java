package io.lantern.hub.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One field's old and new value, and why it changes.
 *
 * @param from value before; null when it was blank
 * @param to value after; null when it is cleared
 * @param source who says so: a provider's name ({@code builtin.phone}), a pool, a policy
 * @param confidence 0 to 1; null where the source gives none
 */
public record FieldChange(
        @Nullable Object from,
        @Nullable Object to,
        String source,
        @Nullable Double confidence) {}
