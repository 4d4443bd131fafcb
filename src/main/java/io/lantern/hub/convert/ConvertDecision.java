package io.lantern.hub.convert;

import io.lantern.hub.kernel.SalesforceId;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a lead.
 *
 * @param accountId account to convert into; null makes a new one, or nothing is converted
 * @param contactId contact to convert into; null makes a new one, or nothing is converted
 * @param preferredOwner owner of what was matched; null when nothing was, or a queue owns it
 * @param reason one sentence a person understands; names no person
 */
public record ConvertDecision(
        Action action,
        @Nullable SalesforceId accountId,
        @Nullable SalesforceId contactId,
        @Nullable SalesforceId preferredOwner,
        String reason) {

    /** What is done with the lead. */
    public enum Action {
        /** Convert it into what was matched. */
        CONVERT,
        /** Leave it a lead. */
        LEAVE
    }
}
