package io.lantern.hub.enrich;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code enrich.email}.
 *
 * @param recordId the caller's own id; a Salesforce id of a lead or contact is looked up in the CRM
 * @param company name or web address
 * @param domain null takes the company's, as far as it is known
 * @param linkedin last part or whole address of the profile
 * @param maxCredits null is no cap
 */
record EmailRequest(
        @Nullable String recordId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String company,
        @Nullable String domain,
        @Nullable String linkedin,
        @Nullable Integer maxCredits) {

    /** @return what it says, in one form */
    Clues clues() {
        return Clues.builder()
                .put("first_name", firstName)
                .put("last_name", lastName)
                .linkedin(linkedin)
                .domain(domain)
                .company(company)
                .build();
    }
}
