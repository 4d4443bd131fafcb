package io.lantern.hub.enrich;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code enrich.phone}: nulls where nobody knows.
 *
 * @param suppressed whether the person must not be looked up; then nobody was asked
 * @param email as sent, or found on the way
 * @param linkedinId as sent, or found on the way
 * @param phone E.164
 * @param country of the number
 * @param confidence that it is this person's number, 0 to 1
 * @param attempts who was asked, with what outcome at what cost; empty when cached
 */
record PhoneResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        boolean suppressed,
        @Nullable String recordId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String company,
        @Nullable String domain,
        @Nullable String email,
        @Nullable String linkedinId,
        @Nullable String phone,
        @Nullable String phoneType,
        @Nullable Boolean phoneValid,
        @Nullable String country,
        @Nullable Double confidence,
        List<SourceOfValue> sources,
        List<Attempt> attempts) {}
