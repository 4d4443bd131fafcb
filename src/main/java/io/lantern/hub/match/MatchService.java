package io.lantern.hub.match;

import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.CrmMirror;
import io.lantern.hub.match.mirror.CrmObject;
import io.lantern.hub.match.mirror.Profile;
import io.lantern.hub.match.mirror.ProfileReader;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of matching: which records of the CRM are the same person or company, and why. */
@Service
public class MatchService {
    private static final int DEFAULT_LIMIT = 5;

    private final CrmMirror mirror;
    private final ProfileReader reader;
    private final SalesforceOrgs orgs;
    private final CreditService credits;
    private final MatchSettings settings;

    MatchService(
            CrmMirror mirror,
            ProfileReader reader,
            SalesforceOrgs orgs,
            CreditService credits,
            MatchSettings settings) {
        this.mirror = mirror;
        this.reader = reader;
        this.orgs = orgs;
        this.credits = credits;
        this.settings = settings;
    }

    /**
     * Operation {@code match.records}. Every candidate that is looked for is charged, whether somebody matches or not.
     *
     * @throws ProblemException {@code bad_request} with every fault of the request, {@code not_found} without such an
     *     org, {@code insufficient_credits}, {@code upstream_unavailable} when nothing was copied yet and the org does
     *     not answer
     */
    public MatchResponse match(MatchRequest request, Caller caller) {
        long begun = System.nanoTime();
        MatchOrder order = MatchOrder.parse(request, mirror::fields, settings.threshold());
        OrgRef org = orgs.ofTenant(caller.tenant(), order.orgId()).ref();
        Credits each = credits.price(order.item());
        List<MatchRequest.Candidate> candidates = order.covered(each);
        List<Use> uses = List.of(Use.of(order.item(), each.times(candidates.size())));
        try (Charge charge = credits.reserve(Quote.of(ChargedWork.of(caller, "match.records"), uses))) {
            List<MatchResult> results = results(order, candidates, mirror.index(org, order.object()));
            charge.settle(uses);
            return new MatchResponse(
                    true,
                    caller.requestId(),
                    charge.used(),
                    credits.remaining(caller.tenant()),
                    (System.nanoTime() - begun) / 1_000_000,
                    false,
                    results);
        }
    }

    private List<MatchResult> results(MatchOrder order, List<MatchRequest.Candidate> candidates, CandidateIndex index) {
        List<MatchResult> results = new ArrayList<>();
        for (MatchRequest.Candidate candidate : candidates) {
            Profile profile = reader.candidate(order.object(), candidate.id(), candidate.fields());
            results.add(Selection.of(
                    candidate.id(),
                    order.object(),
                    order.scorer().score(profile, index),
                    order.scorer().threshold(),
                    order.limit(),
                    order.includeRecord()));
        }
        return results;
    }

    /**
     * The workflow's step {@code match}: what the CRM knows of a lead, by the default rules. The lead itself is taken
     * over into the mirror, so that another lead of the same person finds it at once.
     *
     * @param record the lead, with its enriched values
     */
    public LeadMatch matchLead(WorkOrder order, CrmRecord record) {
        mirror.index(order.org(), CrmObject.LEAD);
        mirror.put(order.org(), CrmObject.LEAD, record.id().value(), record.fields());
        return findForLead(order.org(), record, null, null);
    }

    /** The step {@code match} of a workflow for contacts: other contacts that are the same person, by the default rules. */
    public ContactMatch matchContact(WorkOrder order, CrmRecord record) {
        learn(order.org(), record.object(), record.id(), record.fields());
        Profile profile = reader.record(CrmObject.CONTACT, record.id().value(), record.fields());
        return new ContactMatch(find(order.org(), CrmObject.CONTACT, scorer(CrmObject.CONTACT, "", null), profile));
    }

    /**
     * What the CRM knows of a lead; every match carries its record.
     *
     * @param accountRules rules of the caller's own; null takes the default
     * @param contactRules rules of the caller's own; null takes the default
     * @throws ProblemException {@code bad_request} that points at a bad rule
     */
    public LeadMatch findForLead(
            OrgRef org, CrmRecord lead, @Nullable List<String> accountRules, @Nullable List<String> contactRules) {
        Scorer accounts = scorer(CrmObject.ACCOUNT, "match_policy.account.by", accountRules);
        Scorer contacts = scorer(CrmObject.CONTACT, "match_policy.contact.by", contactRules);
        return new LeadMatch(
                find(org, CrmObject.ACCOUNT, accounts, lead),
                find(org, CrmObject.CONTACT, contacts, lead),
                find(org, CrmObject.LEAD, scorer(CrmObject.LEAD, "", null), lead));
    }

    /** @return what two leads of the same person, or of the same company, have in common */
    public LeadKeys keys(CrmRecord lead) {
        Profile profile = reader.record(CrmObject.LEAD, lead.id().value(), lead.fields());
        List<String> person = new ArrayList<>();
        List<String> company = new ArrayList<>();
        profile.domains().forEach(domain -> company.add("domain:" + domain));
        if (profile.company() != null) {
            company.add("company:" + profile.company().joined());
        }
        if (profile.email() != null && !profile.email().isShared()) {
            person.add("email:" + profile.email().address());
        }
        if (profile.person() != null && profile.company() != null) {
            person.add(
                    "person:" + profile.person().key() + "@" + profile.company().joined());
        }
        return new LeadKeys(person, company);
    }

    /**
     * Takes over a record that was just written, so that the next candidate meets it.
     *
     * @param fields those known; they go over what is copied already
     */
    public void learn(OrgRef org, String object, SalesforceId id, Map<String, ? extends @Nullable Object> fields) {
        CrmObject.named(object).ifPresent(known -> mirror.put(org, known, id.value(), withAccount(org, known, fields)));
    }

    /** A contact is also found by what its account is called. */
    private Map<String, @Nullable Object> withAccount(
            OrgRef org, CrmObject object, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> complete = new HashMap<>(fields);
        if (object == CrmObject.CONTACT && fields.get("AccountId") instanceof String account) {
            mirror.index(org, CrmObject.ACCOUNT).get(account).ifPresent(known -> {
                complete.putIfAbsent("Account.Name", known.text("Name"));
                complete.putIfAbsent("Account.Website", known.text("Website"));
            });
        }
        return complete;
    }

    /** Forgets a record that was just deleted or, if a lead, converted. */
    public void forget(OrgRef org, String object, SalesforceId id) {
        CrmObject.named(object).ifPresent(known -> mirror.remove(org, known, id.value()));
    }

    private Scorer scorer(CrmObject object, String path, @Nullable List<String> rules) {
        return rules == null || rules.isEmpty()
                ? Rules.defaults(object, settings.threshold())
                : Rules.of(object, mirror.fields(object), path, rules, null);
    }

    private MatchResult find(OrgRef org, CrmObject object, Scorer scorer, CrmRecord lead) {
        // Read as the lead it is: its company, its address and its name all have the names a lead gives them.
        return find(org, object, scorer, reader.record(CrmObject.LEAD, lead.id().value(), lead.fields()));
    }

    private MatchResult find(OrgRef org, CrmObject object, Scorer scorer, Profile profile) {
        String self = profile.id();
        List<Scored> others = scorer.score(profile, mirror.index(org, object)).stream()
                .filter(scored -> !scored.record().id().equals(self))
                .toList();
        return Selection.of(self, object, others, scorer.threshold(), DEFAULT_LIMIT, true);
    }
}
