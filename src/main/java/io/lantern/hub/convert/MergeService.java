package io.lantern.hub.convert;

import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.match.ContactMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchService;
import io.lantern.hub.match.MatchStatus;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.WriteOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Merges two contacts that are one person without doubt; bean {@code mergeService}. The older contact survives, because
 * other systems know its id longer; its blanks take the other's values. The entry in the log keeps every value of the
 * contact that goes.
 */
@Service("mergeService")
class MergeService {
    private static final List<String> NOT_MERGED = List.of("OwnerId", "CreatedDate", "SystemModstamp", "AccountId");

    private final SalesforceOrgs orgs;
    private final MatchService matches;
    private final Leases leases;
    private final AuditLog log;
    private final ConvertSettings settings;

    MergeService(SalesforceOrgs orgs, MatchService matches, Leases leases, AuditLog log, ConvertSettings settings) {
        this.orgs = orgs;
        this.matches = matches;
        this.leases = leases;
        this.log = log;
        this.settings = settings;
    }

    /**
     * The step {@code merge} of the workflow {@code dedupe-contact}.
     *
     * @param record the contact
     * @param match what else may be the same person
     * @throws ProblemException {@code upstream_error} when Salesforce refuses the merge
     */
    public MergeResult mergeContact(WorkOrder order, CrmRecord record, ContactMatch match) {
        if (match.contact().status() == MatchStatus.AMBIGUOUS) {
            String ids = String.join(
                    ", ", match.contact().matches().stream().map(Match::id).toList());
            return left(order, "Left to a person: several contacts could be this one (%s)".formatted(ids));
        }
        Match twin = match.contact().only();
        if (twin == null) {
            return new MergeResult(order.id(), null, "No other contact is this person");
        }
        if (twin.confidence() < settings.mergeFrom()) {
            return left(
                    order,
                    "Left to a person: contact %s is probably the same, but %.2f is less than lantern.convert.merge-from (%.2f)"
                            .formatted(twin.id(), twin.confidence(), settings.mergeFrom()));
        }
        SalesforceId other = SalesforceId.of(twin.id());
        return leases.holding(
                order.org().tenant(),
                List.of("contact:" + order.id(), "contact:" + other),
                () -> merge(order, other, twin.explanation()));
    }

    private MergeResult merge(WorkOrder order, SalesforceId other, String why) {
        SalesforceOrg org = orgs.get(order.org());
        List<String> fields = org.usualFields("Contact");
        CrmRecord one = org.read("Contact", order.id(), fields, Purpose.MERGE);
        CrmRecord two = org.read("Contact", other, fields, Purpose.MERGE);
        if (one == null || two == null) {
            // Also how a repeat finds what it did before it was killed.
            SalesforceId there = one == null ? other : order.id();
            return new MergeResult(there, null, "One of the two contacts is gone; nothing is left to merge");
        }
        if (one.text("AccountId") != null
                && two.text("AccountId") != null
                && !Objects.equals(one.text("AccountId"), two.text("AccountId"))) {
            return left(order, "Left to a person: contact %s is the same person at another account".formatted(other));
        }
        // Ids are given out in order; of two contacts of the same second the smaller is the older.
        boolean firstIsOlder = (one.text("CreatedDate") + one.id()).compareTo(two.text("CreatedDate") + two.id()) < 0;
        CrmRecord survivor = firstIsOlder ? one : two;
        CrmRecord loser = firstIsOlder ? two : one;
        return merge(order, org, survivor, loser, why);
    }

    private MergeResult merge(WorkOrder order, SalesforceOrg org, CrmRecord survivor, CrmRecord loser, String why) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        loser.fields().forEach((field, value) -> {
            if (value != null && survivor.text(field) == null && !NOT_MERGED.contains(field)) {
                filled.put(field, value);
            }
        });
        if (survivor.text("AccountId") == null && loser.text("AccountId") != null) {
            filled.put("AccountId", loser.text("AccountId"));
        }
        WriteOutcome outcome =
                org.merge(new CrmRecord("Contact", survivor.id(), filled), List.of(loser.id()), Purpose.MERGE);
        if (outcome instanceof WriteOutcome.Refused refused) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_ERROR,
                    "Salesforce refused to merge contact %s into %s (%s: %s); correct them, then replay the run"
                            .formatted(loser.id(), survivor.id(), refused.code(), refused.message()));
        }
        String reason = "Contact %s went into %s: %s".formatted(loser.id(), survivor.id(), why);
        log(order, loser, survivor, filled, reason);
        matches.forget(order.org(), "Contact", loser.id());
        matches.learn(
                order.org(), "Contact", survivor.id(), survivor.with(filled).fields());
        return new MergeResult(survivor.id(), loser.id(), reason);
    }

    private void log(
            WorkOrder order, CrmRecord loser, CrmRecord survivor, Map<String, @Nullable Object> filled, String reason) {
        Map<String, FieldChange> gone = new LinkedHashMap<>();
        loser.fields().forEach((field, value) -> {
            if (value != null) {
                gone.put(field, new FieldChange(value, null, "merge", null));
            }
        });
        Map<String, FieldChange> taken = new LinkedHashMap<>();
        filled.forEach((field, value) -> taken.put(field, new FieldChange(null, value, "merge", null)));
        log.append(entry(order, loser.id(), reason, gone));
        log.append(entry(order, survivor.id(), reason, taken));
    }

    private MergeResult left(WorkOrder order, String reason) {
        log.append(entry(order, order.id(), reason, Map.of()));
        return new MergeResult(order.id(), null, reason);
    }

    private static AuditEntry entry(WorkOrder order, SalesforceId id, String reason, Map<String, FieldChange> diff) {
        return AuditEntry.of(
                order.org().tenant(), "merge", "Contact", id.value(), reason, order.requestId(), order.runId(), diff);
    }
}
