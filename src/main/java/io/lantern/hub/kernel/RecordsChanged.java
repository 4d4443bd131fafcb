package io.lantern.hub.kernel;

import java.util.Collection;
import java.util.List;

/**
 * Published (as a Spring application event) when records of an org are known to have changed, by others or by
 * us, so that derived copies can follow.
 *
 * @param object API name in Salesforce's case
 * @param ids the records; at least one
 */
public record RecordsChanged(OrgRef org, String object, Collection<SalesforceId> ids) {
    public RecordsChanged {
        ids = List.copyOf(ids);
    }
}
