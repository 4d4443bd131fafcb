package io.lantern.hub.run;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run to be started.
 *
 * @param kind which registered {@link RunWork} does it, for example {@code workflow}
 * @param name what is run, for example {@code inbound-lead}
 * @param subject runs with the same subject are taken one at a time, in the order they were started; for record
 *     changes {@code <org>/<18-character id>}; null when order does not matter
 * @param input what the work needs; must be JSON
 * @param requestId of the request or event that caused it
 * @param dedupeKey a second run of the tenant with this key is not started; null when each call shall start one
 * @param notBefore when it may begin; null at once
 */
public record NewRun(
        TenantId tenant,
        String kind,
        String name,
        @Nullable String subject,
        Map<String, ?> input,
        String requestId,
        @Nullable String dedupeKey,
        @Nullable Instant notBefore) {
    public NewRun(
            TenantId tenant,
            String kind,
            String name,
            @Nullable String subject,
            Map<String, ?> input,
            String requestId,
            @Nullable String dedupeKey) {
        this(tenant, kind, name, subject, input, requestId, dedupeKey, null);
    }

    /** @return the same, begun no earlier than that */
    public NewRun notBefore(Instant time) {
        return new NewRun(tenant, kind, name, subject, input, requestId, dedupeKey, time);
    }

    /** @return the same, started once for that key */
    public NewRun dedupedBy(String key) {
        return new NewRun(tenant, kind, name, subject, input, requestId, key, notBefore);
    }
}
