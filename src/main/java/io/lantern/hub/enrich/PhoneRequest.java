package io.lantern.hub.enrich;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code enrich.phone}.
 *
 * @param recordId the caller's own id; a Salesforce id of a lead or contact is looked up in the CRM
 * @param company name or web address
 * @param linkedinId last part or whole address of the profile
 * @param country ISO 3166-1 alpha-2
 * @param maxCredits null is no cap
 */
record PhoneRequest(
        @Nullable String recordId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String company,
        @Nullable String email,
        @Nullable String linkedinId,
        @Nullable String domain,
        @Nullable String country,
        @Nullable Integer maxCredits) {

    /** @return what it says, in one form */
    Clues clues() {
        return Clues.builder()
                .put("first_name", firstName)
                .put("last_name", lastName)
                .email(email)
                .linkedin(linkedinId)
                .domain(domain)
                .company(company)
                .country(country)
                .build();
    }
}
