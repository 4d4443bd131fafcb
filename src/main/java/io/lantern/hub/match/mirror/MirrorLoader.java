package io.lantern.hub.match.mirror;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Copies records from the org into the mirror: all of them once, changed ones again. */
@Component
class MirrorLoader {
    private static final Logger log = LoggerFactory.getLogger(MirrorLoader.class);

    /** What Salesforce hands out at once. */
    private static final int PAGE = 2_000;

    /** Salesforce's smallest batch: a page with fewer rows is the last. */
    private static final int SMALLEST_PAGE = 200;

    /** Salesforce commits out of the order of its stamps. */
    private static final Duration LATE_COMMITS = Duration.ofMinutes(10);

    private final SalesforceOrgs orgs;
    private final MirrorStore store;
    private final MirrorSettings settings;
    private final ProfileReader reader;
    private final Clock clock;

    MirrorLoader(SalesforceOrgs orgs, MirrorStore store, MirrorSettings settings, ProfileReader reader, Clock clock) {
        this.orgs = orgs;
        this.store = store;
        this.settings = settings;
        this.reader = reader;
        this.clock = clock;
    }

    /** @return API names of what is copied, sorted */
    Set<String> fields(CrmObject object) {
        Set<String> fields = new TreeSet<>(object.parts().keySet());
        fields.addAll(object.plainFields());
        fields.addAll(settings.extraFields(object));
        return fields;
    }

    /**
     * Fills the slice: from SQL, and what changed since then from the org; or everything from the org.
     *
     * @throws io.lantern.hub.kernel.ProblemException when the org does not answer and SQL has no copy
     */
    void load(Slice slice) {
        Optional<MirrorStore.State> state = store.state(slice.org, slice.object)
                .filter(known -> known.fields().equals(fieldList(slice.object)));
        boolean fresh = state.filter(
                        known -> known.loadedAt().plus(settings.reloadAfter()).isAfter(clock.instant()))
                .isPresent();
        if (state.isEmpty()) {
            copyAll(slice);
            return;
        }
        store.read(slice.org, slice.object, row -> slice.index.put(profile(slice, row)));
        slice.markRead(clock.instant());
        try {
            if (fresh) {
                copySince(slice, state.get());
            } else {
                copyAll(slice);
            }
        } catch (RuntimeException e) {
            logOld(slice, state.get(), e);
        }
    }

    /** Reads what changed since the last time; deleted records are noticed only when the slice is made anew. */
    void update(Slice slice) {
        slice.markRead(clock.instant());
        store.state(slice.org, slice.object).ifPresent(state -> {
            try {
                copySince(slice, state);
            } catch (RuntimeException e) {
                logOld(slice, state, e);
            }
        });
    }

    private static void logOld(Slice slice, MirrorStore.State state, RuntimeException why) {
        log.warn(
                "Org {}: {} records of object {} are matched as of {}, because newer ones could not be read: {}",
                slice.org.name(),
                slice.index.size(),
                slice.object.apiName(),
                state.watermark(),
                why.getMessage());
    }

    /** Reads these records again; those that are gone are forgotten. */
    void copy(Slice slice, Collection<String> ids) {
        Soql soql = Soql.of(
                "SELECT %s FROM %s WHERE Id IN ?".formatted(fieldList(slice.object), slice.object.apiName()), ids);
        Set<String> gone = new HashSet<>(ids);
        List<MirrorRow> rows = rows(org(slice).query(soql, Purpose.MIRROR));
        List<MirrorRow> kept = rows.stream()
                .filter(row -> !isOutOfScope(slice.object, row.fields()))
                .toList();
        kept.forEach(row -> gone.remove(row.id()));
        put(slice, kept);
        remove(slice, gone);
    }

    void put(Slice slice, List<MirrorRow> rows) {
        rows.forEach(row -> slice.index.put(profile(slice, row)));
        store.put(slice.org, slice.object, rows);
    }

    void remove(Slice slice, Collection<String> ids) {
        ids.forEach(slice.index::remove);
        store.remove(slice.org, slice.object, ids);
    }

    /** Converted leads are no longer leads to match with. */
    static boolean isOutOfScope(CrmObject object, Map<String, Object> fields) {
        return object == CrmObject.LEAD && Boolean.TRUE.equals(fields.get("IsConverted"));
    }

    private void copyAll(Slice slice) {
        Instant begun = clock.instant();
        Set<String> before = store.ids(slice.org, slice.object);
        Set<String> seen = new HashSet<>();
        Instant newest = Instant.EPOCH;
        String last = "000000000000000AAA";
        for (int size = PAGE; size >= SMALLEST_PAGE; ) {
            String condition = slice.object.condition();
            Soql soql = Soql.of(
                    "SELECT %s FROM %s WHERE %sId > ? ORDER BY Id LIMIT %d"
                            .formatted(
                                    fieldList(slice.object),
                                    slice.object.apiName(),
                                    condition == null ? "" : condition + " AND ",
                                    PAGE),
                    last);
            List<MirrorRow> rows = rows(org(slice).queryPage(soql, Purpose.MIRROR));
            put(slice, rows);
            for (MirrorRow row : rows) {
                seen.add(row.id());
                last = row.id();
                newest = row.stamp().isAfter(newest) ? row.stamp() : newest;
            }
            size = rows.size();
        }
        // Only what was there before and was not met: what came meanwhile is newer than the pages.
        Set<String> gone = new HashSet<>(before);
        gone.removeAll(seen);
        remove(slice, gone);
        store.saveState(
                slice.org, slice.object, new MirrorStore.State(fieldList(slice.object), newest, clock.instant()));
        slice.markRead(clock.instant());
        log.info(
                "Org {}: copied {} records of object {} for matching in {} ms",
                slice.org.name(),
                slice.index.size(),
                slice.object.apiName(),
                Duration.between(begun, clock.instant()).toMillis());
    }

    private void copySince(Slice slice, MirrorStore.State state) {
        Soql soql = Soql.of(
                "SELECT %s FROM %s WHERE SystemModstamp >= ?"
                        .formatted(fieldList(slice.object), slice.object.apiName()),
                state.watermark().minus(LATE_COMMITS));
        List<MirrorRow> rows = rows(org(slice).query(soql, Purpose.MIRROR));
        List<MirrorRow> kept = rows.stream()
                .filter(row -> !isOutOfScope(slice.object, row.fields()))
                .toList();
        put(slice, kept);
        remove(
                slice,
                rows.stream()
                        .filter(row -> isOutOfScope(slice.object, row.fields()))
                        .map(MirrorRow::id)
                        .toList());
        Instant newest = rows.stream().map(MirrorRow::stamp).reduce(state.watermark(), (a, b) -> a.isAfter(b) ? a : b);
        store.saveState(slice.org, slice.object, new MirrorStore.State(state.fields(), newest, state.loadedAt()));
    }

    private SalesforceOrg org(Slice slice) {
        return orgs.get(slice.org);
    }

    private Profile profile(Slice slice, MirrorRow row) {
        return reader.record(slice.object, row.id(), row.fields());
    }

    private List<MirrorRow> rows(List<CrmRecord> records) {
        Instant now = clock.instant();
        return records.stream().map(record -> MirrorRow.of(record, now)).toList();
    }

    private String fieldList(CrmObject object) {
        return "Id," + String.join(",", fields(object)) + "," + MirrorRow.STAMP;
    }
}
