package io.lantern.hub.trigger.landing;

import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.Wishes.Overwrite;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.run.Runs;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import io.lantern.hub.salesforce.WriteOutcome;
import io.lantern.hub.trigger.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The workflow's step {@code land}; bean {@code landingService}. A record with an id takes the sent values where it is
 * blank. A lead without an id is looked for by its address, or its names, and made when the org has none. Runs of one
 * person are taken one at a time, so that two of them meet here after each other.
 */
@Service("landingService")
public class LandingService {
    private static final String LEAD = "Lead";

    /** What the clocks of hub and org may differ by. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);

    /** What tells a record from others of its object, when its id is not known. */
    private static final Map<String, String> IDENTITY = Map.of(LEAD, "Email", "Contact", "Email", "Account", "Name");

    private final SalesforceOrgs orgs;
    private final Runs runs;
    private final LandingStore store;
    private final AuditLog log;
    private final Clock clock;

    LandingService(SalesforceOrgs orgs, Runs runs, LandingStore store, AuditLog log, Clock clock) {
        this.orgs = orgs;
        this.runs = runs;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code bad_request} for an object that needs an id, {@code upstream_error} when Salesforce
     *     refuses the record
     */
    public Landed land(Arrival arrival) {
        SalesforceOrg org = orgs.get(arrival.org());
        SalesforceId id = arrival.id();
        if (id != null && arrival.fields().isEmpty()) {
            return landed(arrival, arrival.object(), id, List.of(), List.of());
        }
        String object = org.describe(arrival.object()).object();
        SentFields sent = SentFields.of(org.describe(object), arrival.fields());
        if (id != null) {
            return landed(arrival, object, id, fill(org, arrival, object, id, sent), sent.ignored());
        }
        Instant now = clock.instant();
        Instant begun = store.begin(arrival.org(), object, arrival.runId(), now);
        try {
            Landed landed = make(org, arrival, object, sent, begun.isBefore(now) ? begun : null);
            store.end(arrival.org().tenant(), arrival.runId());
            return landed;
        } catch (ProblemException e) {
            // Without an answer the record may be there: the next try has to know that it may be this run's own.
            if (e.problem().code() != ProblemCode.UPSTREAM_TIMEOUT) {
                store.end(arrival.org().tenant(), arrival.runId());
            }
            throw e;
        }
    }

    /** @param interrupted when the run began this before it was killed or got no answer; null when it did not */
    private Landed make(
            SalesforceOrg org, Arrival arrival, String object, SentFields sent, @Nullable Instant interrupted) {
        CrmRecord found = find(org, object, sent).orElse(null);
        if (found != null && !isOwn(found, interrupted)) {
            List<String> filled = fill(org, arrival, object, found.id(), sent);
            return new Landed(order(arrival, object, found.id()), false, true, filled, sent.ignored(), null);
        }
        SalesforceId made = found == null ? create(org, object, sent.completed()) : found.id();
        logCreation(arrival, object, made, sent.completed());
        String doneBy = runs.claim(arrival.runId(), arrival.workflow() + ":" + creationKey(arrival.org(), made))
                .orElse(null);
        return new Landed(order(arrival, object, made), true, false, List.of(), sent.ignored(), doneBy);
    }

    /** A record that was there before the run began is somebody else's, whatever became of the run's first try. */
    private static boolean isOwn(CrmRecord found, @Nullable Instant interrupted) {
        String text = found.text("CreatedDate");
        Instant created = text == null ? null : Timestamps.parse(text);
        return interrupted != null && created != null && !created.isBefore(interrupted.minus(CLOCKS));
    }

    /** @return whether a run is creating records of this object at the moment, on any node */
    public boolean isUnderWay(OrgRef org, String object) {
        return store.isUnderWay(org, object, clock.instant());
    }

    /** @return what a creation is known by, whichever way the hub learns of it */
    public static String creationKey(OrgRef org, SalesforceId id) {
        return "create:%s:%s".formatted(org.name(), id);
    }

    private Optional<CrmRecord> find(SalesforceOrg org, String object, SentFields sent) {
        String field = IDENTITY.get(object);
        if (field == null) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "A record of %s needs its Salesforce id: only leads, contacts and accounts are found without"
                            .formatted(object));
        }
        String value = sent.text(field);
        List<CrmRecord> found = value == null
                ? byNames(org, object, sent)
                : org.findBy(object, field, value, read(object), Purpose.MATCH);
        Optional<CrmRecord> open =
                found.stream().filter(record -> !record.isTrue("IsConverted")).findFirst();
        if (open.isEmpty() && !object.equals(LEAD)) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "The org has no %s with this %s; only leads are made of what other systems send"
                            .formatted(object, field));
        }
        return open;
    }

    private static List<CrmRecord> byNames(SalesforceOrg org, String object, SentFields sent) {
        String lastName = sent.text("LastName");
        String company = sent.text("Company");
        if (!object.equals(LEAD) || lastName == null || company == null) {
            return List.of();
        }
        return org.findBy(LEAD, "LastName", lastName, read(LEAD), Purpose.MATCH).stream()
                .filter(lead -> company.equalsIgnoreCase(lead.text("Company"))
                        && String.valueOf(sent.text("FirstName"))
                                .equalsIgnoreCase(String.valueOf(lead.text("FirstName"))))
                .toList();
    }

    private static List<String> read(String object) {
        return object.equals(LEAD) ? List.of("IsConverted", "FirstName", "Company") : List.of();
    }

    private static SalesforceId create(SalesforceOrg org, String object, SentFields sent) {
        WriteOutcome outcome = org.create(object, new LinkedHashMap<>(sent.fields()), Purpose.WRITE_BACK);
        if (outcome instanceof WriteOutcome.Refused refused) {
            throw refused("make a " + object, refused);
        }
        return ((WriteOutcome.Written) outcome).id();
    }

    private void logCreation(Arrival arrival, String object, SalesforceId id, SentFields sent) {
        Map<String, FieldChange> diff = new LinkedHashMap<>();
        sent.fields().forEach((field, value) -> diff.put(field, new FieldChange(null, value, arrival.source(), null)));
        log(arrival, object, id, "Made of what %s sent".formatted(arrival.source()), diff);
    }

    private List<String> fill(SalesforceOrg org, Arrival arrival, String object, SalesforceId id, SentFields sent) {
        if (sent.fields().isEmpty() || arrival.wishes().overwrite() == Overwrite.NEVER) {
            return List.of();
        }
        CrmRecord record = read(org, object, id, sent.fields().keySet());
        if (record == null || record.isTrue("IsConverted")) {
            return List.of();
        }
        Map<String, FieldChange> changes = changes(arrival, record, sent);
        if (changes.isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        changes.forEach((field, change) -> values.put(field, change.to()));
        if (org.update(new CrmRecord(object, id, values), Purpose.WRITE_BACK) instanceof WriteOutcome.Refused refused) {
            throw refused("fill in %s %s".formatted(object, id), refused);
        }
        String names = String.join(", ", changes.keySet());
        log(arrival, object, id, "Took %s from %s".formatted(names, arrival.source()), changes);
        return List.copyOf(changes.keySet());
    }

    /** Reads the usual fields together with others who read; what is not among them costs a call of its own. */
    private static @Nullable CrmRecord read(SalesforceOrg org, String object, SalesforceId id, Set<String> fields) {
        List<String> usual = org.usualFields(object);
        if (usual.containsAll(fields)) {
            return org.read(object, id, usual, Purpose.READ);
        }
        Set<String> all = new TreeSet<>(usual);
        all.addAll(fields);
        String select = "SELECT Id, %s FROM %s WHERE Id = ?".formatted(String.join(", ", all), object);
        return org.queryPage(Soql.of(select, id), Purpose.READ).stream()
                .findFirst()
                .orElse(null);
    }

    private static Map<String, FieldChange> changes(Arrival arrival, CrmRecord record, SentFields sent) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        sent.fields().forEach((field, value) -> {
            String before = record.text(field);
            boolean blank = before == null || before.equals(SentFields.NOT_PROVIDED);
            boolean wins = blank || arrival.wishes().overwrite() == Overwrite.ALWAYS;
            if (wins && !value.toString().equals(before)) {
                changes.put(field, new FieldChange(before, value, arrival.source(), null));
            }
        });
        return changes;
    }

    private void log(Arrival arrival, String object, SalesforceId id, String reason, Map<String, FieldChange> diff) {
        log.append(AuditEntry.of(
                arrival.org().tenant(),
                "push",
                object,
                id.value(),
                reason,
                arrival.requestId(),
                arrival.runId(),
                diff));
    }

    private static Landed landed(
            Arrival arrival, String object, SalesforceId id, List<String> filled, List<String> ignored) {
        return new Landed(order(arrival, object, id), false, false, filled, ignored, null);
    }

    private static WorkOrder order(Arrival arrival, String object, SalesforceId id) {
        return new WorkOrder(arrival.org(), arrival.runId(), arrival.requestId(), object, id);
    }

    private static ProblemException refused(String doing, WriteOutcome.Refused refusal) {
        return new ProblemException(new Problem(
                ProblemCode.UPSTREAM_ERROR,
                "Salesforce refused to %s (%s: %s); correct the rule or the record, then replay the run"
                        .formatted(doing, refusal.code(), refusal.message()),
                List.of()));
    }
}
