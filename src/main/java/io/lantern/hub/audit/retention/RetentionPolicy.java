package io.lantern.hub.audit.retention;

import io.lantern.hub.kernel.FieldChange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a tenant's log.
 *
 * @param days by action, in the contract's order; entries with another action are kept
 * @param legalHold while true nothing is removed
 * @param archiveToS3 whether entries are stored there before they are removed
 */
record RetentionPolicy(Map<String, Integer> days, boolean legalHold, boolean archiveToS3) {
    /** Two years of what moved a record, one of what filled it, six of what was deleted on request. */
    static final RetentionPolicy DEFAULT = new RetentionPolicy(defaultDays(), false, false);

    RetentionPolicy {
        days = Collections.unmodifiableMap(new LinkedHashMap<>(days));
    }

    private static Map<String, Integer> defaultDays() {
        Map<String, Integer> days = new LinkedHashMap<>();
        days.put("assign", 730);
        days.put("convert", 730);
        days.put("merge", 730);
        days.put("enrich", 365);
        days.put("match", 90);
        days.put("push", 365);
        days.put("delete", 2190);
        return days;
    }

    /**
     * Whole days in UTC, so that a batch that was begun is the same one when it is begun again.
     *
     * @return entries of the action that are older may go
     */
    Instant end(String action, Instant now) {
        return now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .minusDays(Objects.requireNonNull(days.get(action), action))
                .toInstant();
    }

    RetentionPolicy with(RetentionChange change) {
        Map<String, Integer> changed = new LinkedHashMap<>(days);
        if (change.days() != null) {
            changed.putAll(change.days());
        }
        return new RetentionPolicy(
                changed,
                Objects.requireNonNullElse(change.legalHold(), legalHold),
                Objects.requireNonNullElse(change.archiveToS3(), archiveToS3));
    }

    /** @param source who wants it so; @return what differs, by the contract's names */
    Map<String, FieldChange> differences(RetentionPolicy after, String source) {
        Map<String, FieldChange> differences = new LinkedHashMap<>();
        days.forEach((action, before) ->
                note(differences, action, before, after.days().get(action), source));
        note(differences, "legal_hold", legalHold, after.legalHold(), source);
        note(differences, "archive_to_s3", archiveToS3, after.archiveToS3(), source);
        return differences;
    }

    private static void note(
            Map<String, FieldChange> differences, String name, Object before, @Nullable Object after, String source) {
        if (!before.equals(after)) {
            differences.put(name, new FieldChange(before, after, source, null));
        }
    }
}
