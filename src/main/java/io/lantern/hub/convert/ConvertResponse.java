package io.lantern.hub.convert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.SalesforceId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /v1/salesforce/convert}. @param cached never */
record ConvertResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        Status status,
        @Nullable SalesforceId accountId,
        @Nullable SalesforceId contactId,
        @Nullable SalesforceId opportunityId,
        @Nullable SalesforceId ownerId,
        List<Action> actions,
        boolean dryRun) {

    /** One thing that was done, or in a dry run would be. */
    record Action(
            String action,
            String object,
            @Nullable SalesforceId id,
            @Nullable String detail) {}

    enum Status {
        CONVERTED,
        DUPLICATE,
        FAILED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
