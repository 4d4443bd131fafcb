package io.lantern.hub.credit;

/**
 * Answer of {@code credit.remaining} and {@code credit.grant}.
 *
 * @param remainingCredits what can be spent now: granted, less what was spent and what is reserved
 * @param totalCredits everything that was ever granted
 */
public record BalanceResult(boolean success, int tenantId, Credits remainingCredits, Credits totalCredits) {}
