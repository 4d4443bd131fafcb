package io.lantern.hub.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A vendor, a model or the search, as the hub knows it.
 *
 * @param name of the vendor or the model, or {@code web-search}
 * @param address where it is; null when it is not configured
 * @param setting what configures it
 * @param lastCall how the last call ended; null when there was none
 */
public record Source(String name, @Nullable URI address, String setting, LastCalls.@Nullable Ended lastCall) {}
