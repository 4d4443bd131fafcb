package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.provider.ProviderAnswer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may know.
 *
 * @param name as in {@code sources} of an answer, for example {@code builtin.crm}
 * @param price what a hit costs. All built-in sources together cost it once
 * @param builtIn whether it needs no vendor
 * @param patience how long nineteen of twenty answers take: after that a second source may be asked beside it; null
 *     when that is not known
 * @param question asks; may block, and may throw
 */
public record Source(
        String name,
        Credits price,
        boolean builtIn,
        @Nullable Duration patience,
        Supplier<ProviderAnswer> question) {}
