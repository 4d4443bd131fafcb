package io.lantern.hub.enrich;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code enrich.company}: a name or a domain.
 *
 * @param recordId the caller's own id; a Salesforce id of an account is looked up in the CRM
 * @param companyName name or web address
 * @param country ISO 3166-1 alpha-2
 * @param externalIds name of a register to the company's number there, such as {@code duns}
 * @param effort {@code low, medium, high}; null is low
 * @param maxCredits null is no cap
 */
record CompanyRequest(
        @Nullable String recordId,
        @Nullable String companyName,
        @Nullable String domain,
        @Nullable String country,
        @Nullable Map<String, @Nullable Object> externalIds,
        @Nullable String effort,
        @Nullable Integer maxCredits) {

    /** @return what it says, in one form */
    Clues clues() {
        Clues.Builder clues =
                Clues.builder().domain(domain).company(companyName).country(country);
        if (externalIds != null) {
            externalIds.forEach((name, id) -> clues.put("external_ids." + name, id == null ? null : id.toString()));
        }
        return clues.build();
    }
}
