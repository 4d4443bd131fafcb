package io.lantern.hub.connector;

import org.jspecify.annotations.Nullable;

/**
 * A target has taken a delivery.
 *
 * @param id what the target calls it; null when it says nothing
 */
public record Delivered(@Nullable String id) {}
