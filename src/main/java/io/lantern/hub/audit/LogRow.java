package io.lantern.hub.audit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as it was stored and as it goes out; the diff is JSON text. */
@JsonPropertyOrder({
    "timestamp",
    "object",
    "object_id",
    "action",
    "pool",
    "assigned_to",
    "prev_owner",
    "sequence",
    "reason",
    "request_id",
    "idempotency_key",
    "diff"
})
record LogRow(
        @JsonIgnore long seq,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant timestamp,
        String object,
        String objectId,
        String action,
        @Nullable String pool,
        @Nullable String assignedTo,
        @Nullable String prevOwner,
        @Nullable Long sequence,
        String reason,
        String requestId,
        @Nullable String idempotencyKey,

        @JsonProperty @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String diff) {

    LogCursor cursor() {
        return new LogCursor(timestamp, seq);
    }
}
