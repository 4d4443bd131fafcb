package io.lantern.hub.convert;

import io.lantern.hub.assign.AssignService;
import io.lantern.hub.assign.OwnerDecision;
import io.lantern.hub.convert.ConvertResponse.Action;
import io.lantern.hub.convert.ConvertResponse.Status;
import io.lantern.hub.convert.ConvertStore.Outcome;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.MatchService;
import io.lantern.hub.salesforce.LeadConversion;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One conversion that a caller asks for, with the caller's own policies. */
@Component
class ConvertOnRequest {
    private static final List<String> FIELDS = List.of(
            "FirstName",
            "LastName",
            "Company",
            "Title",
            "Email",
            "Phone",
            "MobilePhone",
            "Website",
            "City",
            "State",
            "PostalCode",
            "Country",
            "OwnerId",
            "IsConverted",
            "ConvertedAccountId",
            "ConvertedContactId",
            "ConvertedOpportunityId",
            "LastModifiedDate");

    private final SalesforceOrgs orgs;
    private final MatchService matches;
    private final AssignService assign;
    private final LeadConverter converter;
    private final Leases leases;
    private final CreditService credits;
    private final Clock clock;

    ConvertOnRequest(
            SalesforceOrgs orgs,
            MatchService matches,
            AssignService assign,
            LeadConverter converter,
            Leases leases,
            CreditService credits,
            Clock clock) {
        this.orgs = orgs;
        this.matches = matches;
        this.assign = assign;
        this.converter = converter;
        this.leases = leases;
        this.credits = credits;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code bad_request} with every fault of the request; {@code not_found} without such a
     *     lead or pool; {@code insufficient_credits}; {@code conflict} when a queue owns the lead and no pool is named
     */
    ConvertResponse convert(ConvertRequest request, Caller caller) {
        Job job = new Job(request, caller, clock.instant(), leadId(request));
        SalesforceOrg org = orgs.ofTenant(caller.tenant(), null);
        CrmRecord lead = RecordReader.read(org, "Lead", job.leadId(), FIELDS);
        List<String> keys = new ArrayList<>(matches.keys(lead).person());
        keys.add("lead:" + org.ref().name() + ":" + lead.id());
        return answer(job, leases.holding(caller.tenant(), keys, () -> locked(job, org, lead)));
    }

    private record Job(ConvertRequest request, Caller caller, Instant begun, SalesforceId leadId) {
        boolean dry() {
            return Boolean.TRUE.equals(request.dryRun());
        }
    }

    /** What became of the request. @param used none unless the hub converted the lead now */
    private record Done(
            Status status, ConvertResult result, @Nullable SalesforceId owner, List<Action> actions, Credits used) {
        static Done free(Status status, ConvertResult result, @Nullable SalesforceId owner, List<Action> actions) {
            return new Done(status, result, owner, actions, Credits.NONE);
        }
    }

    private Done locked(Job job, SalesforceOrg org, CrmRecord lead) {
        Done earlier = earlier(org, lead);
        if (earlier != null) {
            return earlier;
        }
        Plan plan = plan(job, org, lead);
        return plan.makesAccount()
                ? leases.holding(
                        job.caller().tenant(),
                        matches.keys(lead).company(),
                        // Another lead of the company may have made the account while this one waited.
                        () -> done(job, org, lead, plan(job, org, lead)))
                : done(job, org, lead, plan);
    }

    private Plan plan(Job job, SalesforceOrg org, CrmRecord lead) {
        ConvertRequest request = job.request();
        return Plan.of(request, matches.findForLead(org.ref(), lead, request.accountRules(), request.contactRules()));
    }

    private Done done(Job job, SalesforceOrg org, CrmRecord lead, Plan plan) {
        if (plan instanceof Plan.Stop stop) {
            return Done.free(stop.status(), ConvertResult.refused("", ""), null, stop.actions());
        }
        Plan.Go go = (Plan.Go) plan;
        if (job.dry()) {
            Conversion conversion = conversion(job, org, lead, go, () -> {});
            ConvertResult planned = new ConvertResult(true, true, go.accountId(), go.contactId(), null, null, null);
            return Done.free(Status.CONVERTED, planned, conversion.owner(), actions(conversion, planned));
        }
        List<Use> uses = credits.uses(List.of(Item.CONVERT));
        try (Charge charge = credits.reserve(Quote.of(ChargedWork.of(job.caller(), "convert.lead"), uses))) {
            Conversion conversion = conversion(job, org, lead, go, () -> charge.settle(uses));
            ConvertResult result = converter.convert(conversion);
            if (!result.converted()) {
                String why = result.code() + ": " + result.message();
                List<Action> refused = List.of(new Action("refused", "Lead", lead.id(), why));
                return Done.free(Status.FAILED, result, conversion.owner(), refused);
            }
            Status status = result.byUs() ? Status.CONVERTED : Status.DUPLICATE;
            return new Done(status, result, conversion.owner(), actions(conversion, result), charge.used());
        }
    }

    /** @return the answer when the lead is converted already: ours is told again, anybody else's is a duplicate */
    private @Nullable Done earlier(SalesforceOrg org, CrmRecord lead) {
        Outcome before = converter.before(org.ref(), lead.id());
        if (before != null) {
            ConvertResult result = new ConvertResult(
                    true, true, before.accountId(), before.contactId(), before.opportunityId(), null, null);
            return Done.free(Status.CONVERTED, result, before.ownerId(), List.of());
        }
        if (!lead.isTrue("IsConverted") || converter.isBegun(org.ref(), lead.id())) {
            return null;
        }
        ConvertResult result = new ConvertResult(
                true,
                false,
                id(lead.text("ConvertedAccountId")),
                id(lead.text("ConvertedContactId")),
                id(lead.text("ConvertedOpportunityId")),
                null,
                null);
        return Done.free(
                Status.DUPLICATE,
                result,
                null,
                List.of(new Action("already_converted", "Lead", lead.id(), "Somebody else converted this lead")));
    }

    private SalesforceId owner(Job job, SalesforceOrg org, CrmRecord lead) {
        String pool = job.request().setOwnerRoundRobinPool();
        if (pool != null) {
            OwnerDecision next = job.dry()
                    ? assign.previewOwner(org.ref(), lead, pool)
                    : assign.nextOwner(
                            org.ref(),
                            lead,
                            pool,
                            "convert:" + lead.id(),
                            job.caller().requestId());
            return next.ownerId();
        }
        SalesforceId current = id(lead.text("OwnerId"));
        if (current == null || !current.keyPrefix().equals("005")) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "A queue owns lead %s, and Salesforce converts only for a user: name one by set_owner_round_robin_pool."
                            .formatted(lead.id()));
        }
        return current;
    }

    private Conversion conversion(Job job, SalesforceOrg org, CrmRecord lead, Plan.Go go, Runnable payment) {
        ConvertRequest request = job.request();
        ConvertRequest.Opportunity opportunity = request.opportunity();
        LeadConversion asked = new LeadConversion(
                lead.id(),
                go.accountId(),
                go.contactId(),
                request.convertedStatus(),
                opportunity != null && Boolean.TRUE.equals(opportunity.create()),
                opportunity == null || opportunity.id() == null ? null : SalesforceId.of(opportunity.id()),
                opportunity == null ? null : opportunity.name(),
                owner(job, org, lead),
                Boolean.TRUE.equals(request.overwriteLeadSource()),
                Boolean.TRUE.equals(request.sendNotificationEmail()),
                false);
        return new Conversion(
                org.ref(),
                lead,
                asked,
                survivors(org, request, lead, go),
                reason(request, go),
                job.caller().requestId(),
                "convert:" + lead.id(),
                payment);
    }

    private Map<String, FieldChange> survivors(SalesforceOrg org, ConvertRequest request, CrmRecord lead, Plan.Go go) {
        SalesforceId contactId = go.contactId();
        Map<String, ConvertRequest.Winner> policy =
                request.mergePolicy() == null ? null : request.mergePolicy().fields();
        if (contactId == null || policy == null || policy.isEmpty()) {
            return Map.of();
        }
        TreeSet<String> fields = new TreeSet<>(policy.keySet());
        fields.add("LastModifiedDate");
        CrmRecord contact = RecordReader.readNamed(org, "Contact", contactId, fields);
        CrmRecord full = lead.fields().keySet().containsAll(fields)
                ? lead
                : lead.with(
                        RecordReader.readNamed(org, "Lead", lead.id(), fields).fields());
        return Survivorship.changes(policy, full, contact);
    }

    private static String reason(ConvertRequest request, Plan.Go go) {
        String what = go.contact() != null
                ? "Converted into contact %s: %s"
                        .formatted(go.contactId(), go.contact().explanation())
                : go.accountId() != null
                        ? "Converted into a new contact of account " + go.accountId()
                        : "Converted into a new account and contact";
        ConvertRequest.Logs logs = request.logs();
        return logs == null || logs.reason() == null ? what : what + ". " + logs.reason();
    }

    private static List<Action> actions(Conversion conversion, ConvertResult result) {
        List<Action> actions = new ArrayList<>();
        LeadConversion asked = conversion.asked();
        actions.add(new Action("convert", "Lead", conversion.leadId(), conversion.reason()));
        actions.add(new Action(asked.accountId() == null ? "create" : "attach", "Account", result.accountId(), null));
        actions.add(new Action(asked.contactId() == null ? "create" : "merge", "Contact", result.contactId(), null));
        if (asked.createOpportunity() || asked.opportunityId() != null) {
            String action = asked.opportunityId() == null ? "create" : "attach";
            actions.add(new Action(action, "Opportunity", result.opportunityId(), null));
        }
        if (result.code() != null) {
            String why = "The merge policy's values were not written: " + result.code() + ": " + result.message();
            actions.add(new Action("refused", "Contact", result.contactId(), why));
            return actions;
        }
        conversion
                .survivors()
                .keySet()
                .forEach(field -> actions.add(
                        new Action("overwrite", "Contact", result.contactId(), field + " takes the lead's value")));
        return actions;
    }

    private ConvertResponse answer(Job job, Done done) {
        ConvertResult result = done.result();
        return new ConvertResponse(
                done.status() != Status.FAILED,
                job.caller().requestId(),
                done.used(),
                credits.remaining(job.caller().tenant()),
                Duration.between(job.begun(), clock.instant()).toMillis(),
                false,
                done.status(),
                result.accountId(),
                result.contactId(),
                result.opportunityId(),
                done.owner(),
                done.actions(),
                job.dry());
    }

    private static SalesforceId leadId(ConvertRequest request) {
        List<Problem.Detail> faults = new ArrayList<>();
        SalesforceId lead = SalesforceId.parse(request.leadSfId()).orElse(null);
        if (lead == null) {
            faults.add(new Problem.Detail(
                    "lead_sf_id", "is not a Salesforce id: 15 characters, or 18 with a right checksum"));
        } else if (!lead.keyPrefix().equals("00Q")) {
            faults.add(new Problem.Detail("lead_sf_id", "is not the id of a Lead"));
        }
        String opportunity =
                request.opportunity() == null ? null : request.opportunity().id();
        if (opportunity != null
                && SalesforceId.parse(opportunity)
                        .filter(id -> id.keyPrefix().equals("006"))
                        .isEmpty()) {
            faults.add(new Problem.Detail("opportunity.id", "is not the id of an Opportunity"));
        }
        if (request.mergePolicy() != null && request.mergePolicy().fields() != null) {
            faults.addAll(RecordReader.faults(request.mergePolicy().fields().keySet()));
        }
        if (lead == null || !faults.isEmpty()) {
            throw new ProblemException(
                    new Problem(ProblemCode.BAD_REQUEST, "The request has faults; nothing was converted.", faults));
        }
        return lead;
    }

    private static @Nullable SalesforceId id(@Nullable String text) {
        return text == null ? null : SalesforceId.parse(text).orElse(null);
    }
}
