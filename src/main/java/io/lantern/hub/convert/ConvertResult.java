package io.lantern.hub.convert;

import io.lantern.hub.kernel.SalesforceId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a lead that was to be converted.
 *
 * @param converted whether it is converted now, by this or an earlier attempt
 * @param byUs false when somebody else had converted it
 * @param code Salesforce's own when it refused the conversion or, once converted, the values that were to go over the
 *     contact's; else null
 * @param message Salesforce's own when it refused; else null
 */
public record ConvertResult(
        boolean converted,
        boolean byUs,
        @Nullable SalesforceId accountId,
        @Nullable SalesforceId contactId,
        @Nullable SalesforceId opportunityId,
        @Nullable String code,
        @Nullable String message) {

    static ConvertResult refused(String code, String message) {
        return new ConvertResult(false, false, null, null, null, code, message);
    }

    /** The lead is converted, but Salesforce did not take the values that were to go over the contact's. */
    ConvertResult withoutSurvivors(String code, String message) {
        return new ConvertResult(converted, byUs, accountId, contactId, opportunityId, code, message);
    }
}
