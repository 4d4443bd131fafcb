package io.lantern.hub.audit.retention;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A line of the archive: the columns of the entry in the order they are hashed in, then its link. The diff is text as
 * it was stored, so that the hash can be computed again.
 *
 * @param gone {@code erasure} when an erasure emptied reason and diff, which the hash then does not fit; else null
 */
record ArchivedEntry(
        int tenantId,
        long seq,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant occurredAt,
        String action,
        String object,
        String objectId,
        @Nullable String pool,
        @Nullable String assignedTo,
        @Nullable String prevOwner,
        @Nullable Long poolSequence,
        String reason,
        String requestId,
        @Nullable String idempotencyKey,
        String diff,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant recordCreatedAt,

        long number,
        String contentHash,
        String hash,
        @Nullable String gone) {

    static ArchivedEntry of(ResultSet row) throws SQLException {
        OffsetDateTime created = row.getObject("record_created_at", OffsetDateTime.class);
        return new ArchivedEntry(
                row.getInt("tenant_id"),
                row.getLong("seq"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("object"),
                row.getString("object_id"),
                row.getString("pool"),
                row.getString("assigned_to"),
                row.getString("prev_owner"),
                row.getObject("pool_sequence", Long.class),
                row.getString("reason"),
                row.getString("request_id"),
                row.getString("idempotency_key"),
                row.getString("diff"),
                created == null ? null : created.toInstant(),
                row.getLong("number"),
                row.getString("content_hash"),
                row.getString("hash"),
                row.getString("gone"));
    }
}
