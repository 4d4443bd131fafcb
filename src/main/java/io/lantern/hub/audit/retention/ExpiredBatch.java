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

    /** @return such as {@code match/2026-03-01} */
    String name() {
        return action + "/" + first.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
