package io.lantern.hub.convert;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.LeadConversion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One conversion as it is to be done.
 *
 * @param lead the lead as read, with its id
 * @param asked what Salesforce is asked
 * @param survivors field of the contact to the change that is written after the conversion; empty when Salesforce's
 *     own rule, fill the blanks, is wanted
 * @param reason goes into the log
 * @param requestId goes into the log
 * @param idempotencyKey of the log entry
 * @param payment commits with the outcome, when it is the hub that converted the lead
 */
record Conversion(
        OrgRef org,
        CrmRecord lead,
        LeadConversion asked,
        Map<String, FieldChange> survivors,
        String reason,
        String requestId,
        String idempotencyKey,
        Runnable payment) {

    SalesforceId leadId() {
        return lead.id();
    }

    @Nullable
    SalesforceId owner() {
        return asked.ownerId();
    }
}
