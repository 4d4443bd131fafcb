package io.lantern.hub.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way into an org, with the run that takes it there.
 *
 * @param workflow id of the workflow, for example {@code inbound-lead}
 * @param source the system it comes from; {@code salesforce} for a change of the org's own
 * @param object as it was sent, in any case
 * @param id null when the sender knows none
 * @param fields as they were sent, under names of any system's; empty for a change of the org's own
 */
public record Arrival(
        OrgRef org,
        String runId,
        String requestId,
        String workflow,
        String source,
        String object,
        @Nullable SalesforceId id,
        Map<String, @Nullable Object> fields,
        Wishes wishes) {
    public Arrival {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @return the pool that was wished for, else the workflow's own */
    public String pool(String own) {
        return wishes.pool() == null ? own : wishes.pool();
    }
}
