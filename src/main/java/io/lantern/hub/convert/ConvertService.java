package io.lantern.hub.convert;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.match.LeadKeys;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchService;
import io.lantern.hub.salesforce.LeadConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** The door of conversion; bean {@code convertService}. */
@Service("convertService")
class ConvertService {
    private final LeadConverter converter;
    private final ConvertOnRequest onRequest;
    private final DecisionPolicy policy;
    private final ConvertSettings settings;
    private final MatchService matches;
    private final Leases leases;

    ConvertService(
            LeadConverter converter,
            ConvertOnRequest onRequest,
            DecisionPolicy policy,
            ConvertSettings settings,
            MatchService matches,
            Leases leases) {
        this.policy = policy;
        this.settings = settings;
        this.converter = converter;
        this.onRequest = onRequest;
        this.matches = matches;
        this.leases = leases;
    }

    /** The workflow's step {@code decide}. Touches nothing. */
    public ConvertDecision decide(WorkOrder order, CrmRecord record, LeadMatch match) {
        return policy.decide(match);
    }

    /**
     * The workflow's step {@code convert}. While it works, nobody else converts the same person, or makes the same new
     * account; what another lead has become meanwhile is converted into.
     *
     * @param record the lead with its enriched values
     * @param decision one that says {@code CONVERT}
     * @param owner of new records
     */
    public ConvertResult convert(WorkOrder order, CrmRecord record, ConvertDecision decision, SalesforceId owner) {
        return leases.holding(order.org().tenant(), keys(order.org(), record, decision.accountId() == null), () -> {
            ConvertDecision now = asOfNow(order.org(), record, decision);
            LeadConversion asked = new LeadConversion(
                    order.id(),
                    now.accountId(),
                    now.contactId(),
                    null,
                    settings.opportunity(),
                    null,
                    null,
                    owner,
                    false,
                    false,
                    false);
            return converter.convert(new Conversion(
                    order.org(),
                    record,
                    asked,
                    Map.of(),
                    decision.reason(),
                    order.requestId(),
                    order.runId(),
                    () -> {}));
        });
    }

    /** {@code POST /v1/salesforce/convert} */
    public ConvertResponse lead(ConvertRequest request, Caller caller) {
        return onRequest.convert(request, caller);
    }

    private List<String> keys(OrgRef org, CrmRecord record, boolean makesAccount) {
        LeadKeys own = matches.keys(record);
        List<String> keys = new ArrayList<>(own.person());
        if (makesAccount) {
            keys.addAll(own.company());
        }
        keys.add("lead:" + org.name() + ":" + record.id());
        return keys;
    }

    private ConvertDecision asOfNow(OrgRef org, CrmRecord record, ConvertDecision decided) {
        if (decided.contactId() != null) {
            return decided;
        }
        LeadMatch now = matches.findForLead(org, record, null, null);
        Match person = now.contact().only();
        SalesforceId employer = person == null ? null : DecisionPolicy.id(person.field("AccountId"));
        Match company = now.account().only();
        SalesforceId account = decided.accountId() != null
                ? decided.accountId()
                : employer != null ? employer : company == null ? null : SalesforceId.of(company.id());
        SalesforceId contact =
                person != null && account != null && account.equals(employer) ? SalesforceId.of(person.id()) : null;
        return new ConvertDecision(decided.action(), account, contact, decided.preferredOwner(), decided.reason());
    }
}
