package io.lantern.hub.trigger;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.Soql;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads what changed since the watermark, by keyset (SystemModstamp, Id), a little behind it each time.
 *
 * <p>Salesforce commits out of timestamp order: a row may become visible with a stamp that lies before rows read
 * already. So each poll begins {@code overlap} before the watermark; what was taken then is known by its key.
 */
@Component
class Poll {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
    private static final String FIRST_ID = "000000000000000";
    private static final String FIELDS = "SELECT Id, SystemModstamp, CreatedDate FROM ";
    private static final String KEYSET =
            " WHERE SystemModstamp > ? OR (SystemModstamp = ? AND Id > ?) ORDER BY SystemModstamp, Id LIMIT ?";

    private final TriggerStore store;
    private final ChangeIntake intake;
    private final TriggerSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SeenRows seen;

    Poll(
            TriggerStore store,
            ChangeIntake intake,
            TriggerSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.intake = intake;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.seen = new SeenRows(settings.overlap().multipliedBy(2));
    }

    /** Begins the watermark of each object, where there is none: what was there before the hub is not new. */
    void begin(OrgRef org) {
        Instant from = settings.startFrom();
        Instant now = (from == null ? clock.instant() : from).truncatedTo(ChronoUnit.SECONDS);
        transaction.executeWithoutResult(status -> settings.objects().stream()
                .filter(object -> store.watermark(org, object).isEmpty())
                .forEach(object -> store.beginWatermark(org, object, now)));
    }

    /** Polls every object. A failure is kept with the watermark and does not stop the other objects. */
    int poll(SalesforceOrg org) {
        return settings.objects().stream()
                .mapToInt(object -> guarded(org, object, null, Purpose.POLL))
                .sum();
    }

    /** Polls every object from a time that may lie before the watermark. @return how many runs it started */
    int backfill(SalesforceOrg org, Instant since) {
        int started = 0;
        for (String object : settings.objects()) {
            started += readAll(org, object, since, Purpose.BACKFILL);
        }
        return started;
    }

    private int guarded(SalesforceOrg org, String object, @Nullable Instant since, Purpose purpose) {
        try {
            int started = readAll(org, object, since, purpose);
            store.polled(org.ref(), object, clock.instant(), null);
            return started;
        } catch (ProblemException e) {
            return failed(org.ref(), object, e.problem().message());
        } catch (DataAccessException | TransactionException e) {
            return failed(
                    org.ref(),
                    object,
                    "the database did not take it: " + e.getClass().getSimpleName());
        }
    }

    private int failed(OrgRef org, String object, String problem) {
        LOG.warn(
                "Polling {} of org {} failed, the next poll starts from the same place: {}",
                object,
                org.name(),
                problem);
        store.polled(org, object, clock.instant(), problem);
        return 0;
    }

    private int readAll(SalesforceOrg org, String object, @Nullable Instant since, Purpose purpose) {
        TriggerStore.Watermark mark = store.watermark(org.ref(), object).orElse(null);
        if (mark == null) {
            return 0;
        }
        Instant from = mark.modstamp().minus(settings.overlap());
        Instant stamp = since != null && since.isBefore(from) ? since : from;
        String lastId = FIRST_ID;
        int started = 0;
        List<CrmRecord> page;
        do {
            page = org.queryPage(Soql.of(FIELDS + object + KEYSET, stamp, stamp, lastId, settings.pageSize()), purpose);
            started += take(org.ref(), object, mark.startedAt(), seen.unseen(org.ref(), page));
            if (!page.isEmpty()) {
                CrmRecord last = page.get(page.size() - 1);
                stamp = Objects.requireNonNull(time(last, "SystemModstamp"));
                lastId = last.id().value();
            }
        } while (page.size() == settings.pageSize());
        return started;
    }

    /** One transaction: the runs of a page and the watermark behind it. */
    private int take(OrgRef org, String object, Instant startedAt, List<CrmRecord> page) {
        if (page.isEmpty()) {
            return 0;
        }
        String requestId = "poll_" + org.name() + "_" + clock.instant().getEpochSecond();
        List<SalesforceId> changed = new ArrayList<>();
        Integer started = transaction.execute(status -> {
            int count = 0;
            Instant newest = startedAt;
            for (CrmRecord row : page) {
                changed.add(row.id());
                for (RecordChange change : changes(org, row, startedAt)) {
                    newest = change.modstamp().isAfter(newest) ? change.modstamp() : newest;
                    count += store.isEcho(change)
                            ? 0
                            : intake.accept(change, requestId).size();
                }
            }
            store.advance(org, object, newest);
            return count;
        });
        seen.remember(org, page, clock.instant());
        events.publishEvent(new RecordsChanged(org, object, changed));
        return started == null ? 0 : started;
    }

    /**
     * A row created since the hub first looked is a creation, and an update too when it moved after that; the keys
     * make sure that each runs once. Any other row is an update.
     */
    private static List<RecordChange> changes(OrgRef org, CrmRecord row, Instant startedAt) {
        Instant modstamp = Objects.requireNonNull(time(row, "SystemModstamp"));
        Instant created = Optional.ofNullable(time(row, "CreatedDate")).orElse(modstamp);
        RecordChange update = new RecordChange(org, row.object(), row.id(), Change.UPDATE, modstamp);
        if (created.isBefore(startedAt)) {
            return List.of(update);
        }
        RecordChange creation = new RecordChange(org, row.object(), row.id(), Change.CREATE, modstamp);
        return modstamp.isAfter(created) ? List.of(creation, update) : List.of(creation);
    }

    static @Nullable Instant time(CrmRecord row, String field) {
        String text = row.text(field);
        return text == null ? null : Timestamps.parse(text);
    }
}
