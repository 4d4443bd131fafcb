/**
 * Finds the CRM records that are the same person or company as a candidate, and says why. Rule text is parsed ({@code
 * ParsedRule}), then resolved against an object ({@code ResolvedRule}), then scored; {@code match.value} compares values,
 * {@code match.mirror} holds the copy of the org that is searched. Tables {@code match_*}; routes {@code match.*}.
 */
@NullMarked
package io.lantern.hub.match;

import org.jspecify.annotations.NullMarked;
