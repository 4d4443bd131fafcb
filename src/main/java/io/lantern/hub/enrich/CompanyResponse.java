package io.lantern.hub.enrich;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Attempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code enrich.company}: nulls where nobody knows.
 *
 * @param confidence mean of what was found, 0 to 1; null when that is nothing
 * @param websiteVerified whether the company's own website was read
 * @param attempts who was asked, with what outcome at what cost; empty when cached
 */
record CompanyResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        @Nullable String recordId,
        Company company,
        @Nullable Double confidence,
        boolean websiteVerified,
        List<SourceOfValue> sources,
        List<Attempt> attempts) {

    /**
     * The company.
     *
     * @param domain registrable, or as sent
     * @param sizeRange employees, such as {@code 51-200}
     * @param lastVerifiedAt when the latest of the values was read
     */
    record Company(
            @Nullable String name,
            @Nullable String domain,
            @Nullable String linkedinUrl,
            Hq hq,
            @Nullable String sizeRange,
            @Nullable String industry,
            Geo geo,
            @Nullable Instant lastVerifiedAt) {}

    /** Where it sits. @param country ISO 3166-1 alpha-2 when it is understood, else as found */
    record Hq(
            @Nullable String city,
            @Nullable String state,
            @Nullable String country,
            @Nullable String postalCode) {}

    /** Where that is on the map. */
    record Geo(
            @Nullable Double lat,
            @Nullable Double lon,
            @Nullable String county) {}
}
