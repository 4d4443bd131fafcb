package io.lantern.hub.credit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Request of {@code credit.grant}.
 *
 * @param credits above 0, at most 1,000,000,000, with at most four decimals
 * @param reason what the ledger says it is for; 1 to 255 characters
 */
public record GrantRequest(
        @Nullable BigDecimal credits, @Nullable String reason) {}
