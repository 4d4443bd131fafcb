/**
 * What work costs: an append-only ledger whose sum is what a tenant has left, reservations before work and charges
 * after it. Reserving and settling are one small transaction each; concurrent work never overdraws. Tables {@code
 * credit_*}.
 */
@NullMarked
package io.lantern.hub.credit;

import org.jspecify.annotations.NullMarked;
