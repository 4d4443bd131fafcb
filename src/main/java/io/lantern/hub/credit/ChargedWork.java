package io.lantern.hub.credit;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work that is paid for, once.
 *
 * @param key the same for every repeat of the work: a key that was paid for is not paid for again
 * @param operation what the breakdown by service calls it: an operation id, or a workflow's route
 * @param requestId of the request or event that caused it
 * @param runId the run that does it; null when a request does
 * @param workflowId null when it is no workflow
 * @param keyId public part of the API key that asked; null when nobody did, as with events
 * @param tags what the caller wants it counted under; mostly empty
 */
public record ChargedWork(
        TenantId tenant,
        String key,
        String operation,
        String requestId,
        @Nullable String runId,
        @Nullable String workflowId,
        @Nullable String keyId,
        Map<String, String> tags) {
    private static final String PART = "/";

    public ChargedWork {
        tags = Map.copyOf(tags);
    }

    /** @return what a caller asked for by an operation */
    public static ChargedWork of(Caller caller, String operation) {
        return new ChargedWork(
                caller.tenant(),
                "request:" + caller.effectKey(),
                operation,
                caller.requestId(),
                null,
                null,
                caller.keyId(),
                caller.tags());
    }

    /** @return what a run does that nobody asked for and that is no workflow */
    public static ChargedWork ofRun(TenantId tenant, String runId, String operation, String requestId) {
        return new ChargedWork(tenant, keyOfRun(runId), operation, requestId, runId, null, null, Map.of());
    }

    /** @return a part of a run that is paid for by itself, such as one record of a batch; {@code part} tells it from others */
    public static ChargedWork ofRunPart(
            TenantId tenant, String runId, String part, String operation, String requestId) {
        return new ChargedWork(
                tenant, keyOfRun(runId) + PART + part, operation, requestId, runId, null, null, Map.of());
    }

    /** @return the part that this key of a charge stands for; empty for the run as a whole */
    static String partOfRun(String key) {
        int slash = key.indexOf(PART);
        return slash < 0 ? "" : key.substring(slash + 1);
    }

    /** @return the same, counted for a workflow and for whoever asked; null for neither */
    public ChargedWork countedFor(@Nullable String workflow, @Nullable String asker, Map<String, String> sent) {
        return new ChargedWork(tenant, key, operation, requestId, runId, workflow, asker, sent);
    }

    static String keyOfRun(String runId) {
        return "run:" + runId;
    }
}
