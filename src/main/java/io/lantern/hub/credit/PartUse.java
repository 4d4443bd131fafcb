package io.lantern.hub.credit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one part of a run was charged, as the ledger has it.
 *
 * @param part as in {@link ChargedWork#ofRunPart}
 * @param item line of the price list, such as {@code phone}
 * @param provider whose answer it was; null where none was asked
 * @param at when it was charged
 */
public record PartUse(String part, String item, @Nullable String provider, Credits credits, Instant at) {}
