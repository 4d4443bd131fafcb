package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.util.Set;

/**
 * Knows what the hub itself wrote, by the values and not by the user, so that another tool that shares the user is
 * still heard.
 */
public interface OwnWrites {
    /**
     * @param changed every field that an update changed
     * @param fingerprinted the text-like ones among them
     * @param fingerprint lower-case hex SHA-256 over the sorted lines {@code Field=value\n} of {@code fingerprinted}
     * @return whether the hub wrote exactly this to the record within the last days
     */
    boolean isOwn(OrgRef org, SalesforceId id, Set<String> changed, Set<String> fingerprinted, String fingerprint);
}
