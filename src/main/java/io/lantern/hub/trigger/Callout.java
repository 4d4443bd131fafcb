package io.lantern.hub.trigger;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.run.RunStatus;
import io.lantern.hub.run.Runs;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records named by a caller, typically by an Apex trigger's callout. */
@Component
class Callout {
    /** Key prefixes as Salesforce has them for the objects this operation takes. */
    private static final Map<String, String> OBJECTS =
            Map.of("Lead", "00Q", "Contact", "003", "Account", "001", "Opportunity", "006");

    private static final Map<String, Change> EVENTS =
            Map.of("after_insert", Change.CREATE, "after_update", Change.UPDATE, "after_undelete", Change.UNDELETE);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final SalesforceOrgs orgs;
    private final ChangeIntake intake;
    private final TriggerSettings settings;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final CreditService credits;
    private final Clock clock;

    Callout(
            SalesforceOrgs orgs,
            ChangeIntake intake,
            TriggerSettings settings,
            TransactionTemplate transaction,
            Runs runs,
            CreditService credits,
            Clock clock) {
        this.orgs = orgs;
        this.intake = intake;
        this.settings = settings;
        this.transaction = transaction;
        this.runs = runs;
        this.credits = credits;
        this.clock = clock;
    }

    TriggerResult take(TriggerRequest request, Caller caller) {
        Instant begun = clock.instant();
        Checked checked = check(request);
        // Each run pays for itself; a caller whose runs could only wait for credits is told so at once.
        credits.require(caller.tenant(), credits.mostPerRecord());
        SalesforceOrg org = orgs.ofTenant(caller.tenant(), request.orgId());
        Map<SalesforceId, Instant> modstamps = modstamps(org, checked);
        List<TriggerResult.Skipped> skipped = new ArrayList<>();
        List<String> started = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (SalesforceId id : checked.ids()) {
                start(org.ref(), checked, id, modstamps, caller)
                        .ifPresentOrElse(started::add, () -> skipped.add(skip(id, modstamps)));
            }
        });
        boolean waited = Boolean.TRUE.equals(request.sync());
        String outcome = waited ? outcome(started) : "queued";
        Credits used = waited ? used(caller, started) : Credits.NONE;
        return new TriggerResult(
                true,
                caller.requestId(),
                started.size(),
                started,
                outcome,
                skipped,
                used,
                credits.remaining(caller.tenant()),
                Duration.between(begun, clock.instant()).toMillis(),
                false);
    }

    private Credits used(Caller caller, List<String> runs) {
        return credits.usedByRuns(caller.tenant(), runs).values().stream().reduce(Credits.NONE, Credits::plus);
    }

    private String outcome(List<String> started) {
        Collection<RunStatus> ends = runs.await(started, LONGEST_WAIT).values();
        if (ends.contains(RunStatus.FAILED)) {
            return "failed";
        }
        return ends.stream().allMatch(RunStatus.COMPLETED::equals) ? "started" : "queued";
    }

    private record Checked(String object, Change change, List<SalesforceId> ids, String workflow) {}

    private Checked check(TriggerRequest request) {
        List<Problem.Detail> faults = new ArrayList<>();
        String object = OBJECTS.keySet().stream()
                .filter(name -> name.equalsIgnoreCase(request.object()))
                .findFirst()
                .orElse(null);
        if (object == null) {
            faults.add(new Problem.Detail("object", "must be Lead, Contact, Account or Opportunity"));
        }
        Change change = EVENTS.get(request.event().toLowerCase(Locale.ROOT));
        if (change == null) {
            faults.add(new Problem.Detail("event", "must be after_insert, after_update or after_undelete"));
        }
        Map<SalesforceId, Boolean> ids = new LinkedHashMap<>();
        for (int i = 0; i < request.ids().size(); i++) {
            String text = request.ids().get(i);
            Optional<SalesforceId> id = SalesforceId.parse(text)
                    .filter(parsed -> object == null || parsed.keyPrefix().equals(OBJECTS.get(object)));
            if (id.isEmpty()) {
                faults.add(new Problem.Detail("ids[" + i + "]", badId(text, object)));
            }
            id.ifPresent(parsed -> ids.put(parsed, true));
        }
        String workflow = request.workflowId() != null || object == null
                ? request.workflowId()
                : settings.defaultWorkflow(object);
        if (workflow == null && object != null) {
            faults.add(new Problem.Detail(
                    "workflow_id", "is needed: no workflow is bound to " + object + " in lantern.trigger.bindings"));
        }
        if (!faults.isEmpty() || object == null || change == null || workflow == null) {
            throw new ProblemException(
                    new Problem(ProblemCode.BAD_REQUEST, "The request has faults; nothing was started.", faults));
        }
        // In one order for all callers: two that name the same records must not wait for each other in a circle.
        List<SalesforceId> sorted = ids.keySet().stream()
                .sorted(Comparator.comparing(SalesforceId::value))
                .toList();
        return new Checked(object, change, sorted, workflow);
    }

    private static String badId(String text, @org.jspecify.annotations.Nullable String object) {
        return SalesforceId.parse(text).isPresent()
                ? "is not the id of a " + object
                : "is not a Salesforce id: 15 characters, or 18 with a right checksum";
    }

    private static Map<SalesforceId, Instant> modstamps(SalesforceOrg org, Checked checked) {
        Map<SalesforceId, Instant> found = new LinkedHashMap<>();
        Soql soql = Soql.of("SELECT Id, SystemModstamp FROM " + checked.object() + " WHERE Id IN ?", checked.ids());
        for (CrmRecord row : org.query(soql, Purpose.READ)) {
            String text = row.text("SystemModstamp");
            Instant stamp = text == null ? null : Timestamps.parse(text);
            if (stamp != null) {
                found.put(row.id(), stamp);
            }
        }
        return found;
    }

    private Optional<String> start(
            OrgRef org, Checked checked, SalesforceId id, Map<SalesforceId, Instant> modstamps, Caller caller) {
        Instant stamp = modstamps.get(id);
        return stamp == null
                ? Optional.empty()
                : intake.start(
                        new RecordChange(org, checked.object(), id, checked.change(), stamp),
                        checked.workflow(),
                        caller.requestId(),
                        caller);
    }

    private static TriggerResult.Skipped skip(SalesforceId id, Map<SalesforceId, Instant> modstamps) {
        return new TriggerResult.Skipped(
                id.value(),
                modstamps.containsKey(id)
                        ? "this change was taken already, or the record changed too often within the hour"
                        : "the org has no such record, or it is deleted");
    }
}
