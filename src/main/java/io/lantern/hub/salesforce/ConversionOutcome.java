package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.SalesforceId;
import org.jspecify.annotations.Nullable;

/** What became of one lead conversion. */
public sealed interface ConversionOutcome {

    /** @param opportunityId null when none was made or attached */
    record Converted(
            SalesforceId accountId,
            SalesforceId contactId,
            @Nullable SalesforceId opportunityId) implements ConversionOutcome {}

    /** The lead had been converted before, by us or by another. The ids are read from the lead. */
    record AlreadyConverted(
            @Nullable SalesforceId accountId,
            @Nullable SalesforceId contactId,
            @Nullable SalesforceId opportunityId) implements ConversionOutcome {}

    /** Salesforce refused; {@code code} and {@code message} are its own. */
    record Refused(String code, String message) implements ConversionOutcome {}
}
