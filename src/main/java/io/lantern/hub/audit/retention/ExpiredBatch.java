package io.lantern.hub.audit.retention;

import io.lantern.hub.kernel.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Entries of one action whose time is over, the oldest first.
 *
 * @param policy by which their time is over
 * @param first when the oldest was written
 * @param seqs their numbers; at least one
 */
record ExpiredBatch(TenantId tenant, RetentionPolicy policy, String action, Instant first, List<Long> seqs) {
    ExpiredBatch {
        seqs = List.copyOf(seqs);
    }

    /**
     * Where the batch is archived. A batch that is found again, because the hub was killed before it was removed, has
     * the same key and the same content.
     *
     * @return such as {@code 1/audit/match/2026-03-01/812-2811.ndjson}
     */
    String key() {
        return "%d/audit/%s/%d-%d.ndjson".formatted(tenant.value(), name(), seqs.get(0), seqs.get(seqs.size() - 1));
    }

    /** @return such as {@code match/2026-03-01} */
    String name() {
        return action + "/" + first.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
