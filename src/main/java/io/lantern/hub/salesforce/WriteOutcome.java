package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.SalesforceId;
import java.util.List;

/** What became of one row written to Salesforce. */
public sealed interface WriteOutcome {

    /** The row is written. */
    record Written(SalesforceId id) implements WriteOutcome {}

    /**
     * Salesforce refused this row; repeating the same call will not help.
     *
     * @param code Salesforce's own, for example {@code INACTIVE_OWNER_OR_USER}
     * @param message Salesforce's own words
     * @param fields the fields it names; may be empty
     */
    record Refused(String code, String message, List<String> fields) implements WriteOutcome {
        public Refused {
            fields = List.copyOf(fields);
        }
    }
}
