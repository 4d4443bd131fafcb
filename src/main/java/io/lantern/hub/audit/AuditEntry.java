package io.lantern.hub.audit;

import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which record, and why.
 *
 * @param action one of {@code assign, convert, merge, enrich, match, push, delete}
 * @param object API name in Salesforce's case
 * @param objectId 18-character id of the record
 * @param pool of an assignment; else null
 * @param assignedTo user or queue id; else null
 * @param prevOwner user or queue id; else null
 * @param sequence of the pool; else null
 * @param reason one sentence a person understands
 * @param requestId of the request or event that caused it
 * @param idempotencyKey run id or the caller's key; null when there is none
 * @param diff field to change; empty when nothing on the record changes
 * @param recordCreatedAt when the record came into being; null when that is not known
 */
public record AuditEntry(
        TenantId tenant,
        String action,
        String object,
        String objectId,
        @Nullable String pool,
        @Nullable String assignedTo,
        @Nullable String prevOwner,
        @Nullable Long sequence,
        String reason,
        String requestId,
        @Nullable String idempotencyKey,
        Map<String, FieldChange> diff,
        @Nullable Instant recordCreatedAt) {
    public AuditEntry {
        diff = Map.copyOf(diff);
    }

    /** An entry about a record that no pool was part of. */
    public static AuditEntry of(
            TenantId tenant,
            String action,
            String object,
            String objectId,
            String reason,
            String requestId,
            @Nullable String idempotencyKey,
            Map<String, FieldChange> diff) {
        return new AuditEntry(
                tenant,
                action,
                object,
                objectId,
                null,
                null,
                null,
                null,
                reason,
                requestId,
                idempotencyKey,
                diff,
                null);
    }
}
