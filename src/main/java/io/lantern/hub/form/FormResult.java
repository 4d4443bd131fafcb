package io.lantern.hub.form;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lantern.hub.credit.Credits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /v1/forms/submit}.
 *
 * @param cached never
 * @param status {@code enriched}; {@code pushed} when every target has it; {@code failed} when one refused it
 * @param enrichedLead Salesforce's field names to what was entered and what is found by now
 * @param gdprSafe whether no provider was asked without a lawful basis
 * @param redirectTo page to send the browser to; null for a caller that reads the answer
 */
public record FormResult(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        String status,
        Map<String, Object> enrichedLead,
        List<Push> pushStatus,
        boolean gdprSafe,
        @JsonIgnore @Nullable String redirectTo) {

    /**
     * What became of one target.
     *
     * @param status {@code pushed}, {@code queued} when it goes on being tried, {@code failed} when it was refused
     * @param id what the target calls it
     * @param error one sentence; null unless something is wrong
     */
    public record Push(
            String target,
            String status,
            @Nullable String id,
            @Nullable String error) {
        static final String PUSHED = "pushed";
        static final String QUEUED = "queued";
        static final String FAILED = "failed";
    }
}
