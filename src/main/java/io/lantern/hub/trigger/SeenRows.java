package io.lantern.hub.trigger;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows that a poll of this node took already, so that the overlap does not announce each of them two or three times.
 * Only saves work: a row that is forgotten is taken again, and its keys keep it from running twice.
 */
final class SeenRows {
    /** Stamps are whole seconds: a row that has only just changed may change again and keep its stamp. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int MOST = 200_000;

    private final Duration keep;
    private final Map<Row, Instant> seen = new ConcurrentHashMap<>();

    private record Row(OrgRef org, SalesforceId id, Instant modstamp) {}

    /** @param keep how long rows are remembered; longer than a poll reads back */
    SeenRows(Duration keep) {
        this.keep = keep;
    }

    List<CrmRecord> unseen(OrgRef org, List<CrmRecord> rows) {
        return rows.stream().filter(row -> !seen.containsKey(key(org, row))).toList();
    }

    void remember(OrgRef org, List<CrmRecord> rows, Instant now) {
        seen.values().removeIf(at -> at.plus(keep).isBefore(now));
        for (CrmRecord row : rows) {
            Row key = key(org, row);
            if (seen.size() < MOST && key.modstamp().plus(SETTLED).isBefore(now)) {
                seen.put(key, now);
            }
        }
    }

    private static Row key(OrgRef org, CrmRecord row) {
        Instant modstamp = Poll.time(row, "SystemModstamp");
        return new Row(org, row.id(), modstamp == null ? Instant.MAX : modstamp);
    }
}
