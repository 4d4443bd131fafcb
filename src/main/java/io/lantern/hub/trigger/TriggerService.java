package io.lantern.hub.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.salesforce.OwnWrites;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of the ways in from Salesforce; bean {@code triggerService}. */
@Service("triggerService")
class TriggerService {
    private static final Logger LOG = LoggerFactory.getLogger(TriggerService.class);

    private final SalesforceOrgs orgs;
    private final OwnWrites ownWrites;
    private final ChangeIntake intake;
    private final Poll poll;
    private final Callout callout;
    private final SourceStatus sources;
    private final TriggerStore store;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final ObjectMapper json;
    private final Clock clock;

    TriggerService(
            SalesforceOrgs orgs,
            OwnWrites ownWrites,
            ChangeIntake intake,
            Poll poll,
            Callout callout,
            SourceStatus sources,
            TriggerStore store,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            ObjectMapper json,
            Clock clock) {
        this.orgs = orgs;
        this.ownWrites = ownWrites;
        this.intake = intake;
        this.poll = poll;
        this.callout = callout;
        this.sources = sources;
        this.store = store;
        this.transaction = transaction;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes one platform event over: its runs and the replay position commit together. An event nobody can read is
     * passed over with a warning, because it would be the same at every repeat.
     *
     * @param org the org's name in the settings
     * @param replayId Base64 of the event's position
     * @param eventId the event's own id
     * @param body the event as JSON
     */
    public void onEvent(String org, String replayId, String eventId, String body) {
        OrgRef ref = named(org).ref();
        Optional<ChangeEvent> event = read(body, eventId);
        Optional<RecordChange> change = event.flatMap(read -> read.recordChange(ref));
        boolean own = change.isPresent() && isOwn(event.orElseThrow(), change.get());
        transaction.executeWithoutResult(status -> {
            if (own) {
                store.rememberEcho(change.orElseThrow(), clock.instant());
            } else {
                change.filter(taken -> !isFromBeforeTheHub(taken))
                        .ifPresent(taken -> intake.accept(taken, "event_" + eventId));
            }
            store.saveReplay(ref, replayId, eventId, clock.instant());
        });
        change.ifPresent(taken -> events.publishEvent(new RecordsChanged(ref, taken.object(), List.of(taken.id()))));
    }

    /** @return the names of the orgs to poll, for the route's splitter */
    public List<String> pollTargets() {
        return orgs.all().stream()
                .filter(SalesforceOrg::listens)
                .map(org -> org.ref().name())
                .toList();
    }

    /** Polls one org. Failures are kept for the status, not thrown: the next poll tries again from the same place. */
    public void poll(String org) {
        poll.poll(named(org));
        transaction.executeWithoutResult(status -> store.prune(clock.instant()));
    }

    /** {@code POST /v1/triggers/salesforce} */
    public TriggerResult trigger(TriggerRequest request, Caller caller) {
        return callout.take(request, caller);
    }

    /** {@code GET /v1/triggers/salesforce/status} */
    public TriggerStatus status(Caller caller) {
        Instant begun = clock.instant();
        List<TriggerStatus.Source> all = sources.of(caller.tenant());
        return new TriggerStatus(
                true,
                caller.requestId(),
                all,
                Duration.between(begun, clock.instant()).toMillis());
    }

    private boolean isOwn(ChangeEvent event, RecordChange change) {
        return change.change() == Change.UPDATE
                && ownWrites.isOwn(
                        change.org(),
                        change.id(),
                        event.changed(),
                        event.fingerprinted(),
                        event.fingerprint() == null ? "" : event.fingerprint());
    }

    /** After a lost position the stream begins up to three days back: what was there before the hub is not new. */
    private boolean isFromBeforeTheHub(RecordChange change) {
        return store.watermark(change.org(), change.object())
                .filter(mark -> change.modstamp().isBefore(mark.startedAt()))
                .isPresent();
    }

    private Optional<ChangeEvent> read(String body, String eventId) {
        try {
            return Optional.of(json.readValue(body, ChangeEvent.class));
        } catch (JsonProcessingException e) {
            LOG.warn("Event {} is not a Lantern_Record_Change__e and is passed over", eventId);
            return Optional.empty();
        }
    }

    private SalesforceOrg named(String org) {
        return orgs.all().stream()
                .filter(known -> known.ref().name().equals(org))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No org is configured under the name " + org));
    }
}
