package io.lantern.hub.enrich;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code enrich.person}.
 *
 * @param recordId the caller's own id; a Salesforce id of a lead or contact is looked up in the CRM
 * @param companyDomain domain or web address
 * @param linkedinId last part or whole address of the profile
 * @param effort {@code low, medium, high}; null is low
 * @param maxCredits null is no cap
 */
record PersonRequest(
        @Nullable String recordId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String companyDomain,
        @Nullable String email,
        @Nullable String linkedinId,
        @Nullable String effort,
        @Nullable Integer maxCredits) {

    /** @return what it says, in one form */
    Clues clues() {
        return Clues.builder()
                .put("first_name", firstName)
                .put("last_name", lastName)
                .domain(companyDomain)
                .email(email)
                .linkedin(linkedinId)
                .build();
    }
}
