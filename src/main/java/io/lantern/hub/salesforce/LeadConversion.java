package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.SalesforceId;
import org.jspecify.annotations.Nullable;

/**
 * What Salesforce is asked to do with one lead. Names follow {@code LeadConvert} of the partner API.
 *
 * @param accountId account to attach to; null makes a new one
 * @param contactId contact of that account to merge into; null makes a new one
 * @param convertedStatus label of a converted {@code LeadStatus}; null takes the org's first
 * @param opportunityId attach to this one; null makes one only when {@code createOpportunity}
 * @param opportunityName null takes the company's name
 * @param ownerId owner of what is made; required when a queue owns the lead
 * @param bypassDuplicateRules whether duplicate rules of accounts and contacts are passed over
 */
public record LeadConversion(
        SalesforceId leadId,
        @Nullable SalesforceId accountId,
        @Nullable SalesforceId contactId,
        @Nullable String convertedStatus,
        boolean createOpportunity,
        @Nullable SalesforceId opportunityId,
        @Nullable String opportunityName,
        @Nullable SalesforceId ownerId,
        boolean overwriteLeadSource,
        boolean sendNotificationEmail,
        boolean bypassDuplicateRules) {

    /** @return this conversion with the given status */
    LeadConversion withStatus(String status) {
        return new LeadConversion(
                leadId,
                accountId,
                contactId,
                status,
                createOpportunity,
                opportunityId,
                opportunityName,
                ownerId,
                overwriteLeadSource,
                sendNotificationEmail,
                bypassDuplicateRules);
    }
}
