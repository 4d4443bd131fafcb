package io.lantern.hub.convert;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchService;
import io.lantern.hub.salesforce.LeadConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of conversion; bean {@code convertService}. */
@Service("convertService")
class ConvertService {
    private final LeadConverter converter;
    private final ConvertOnRequest onRequest;
    private final MatchService matches;
    private final Leases leases;

    ConvertService(LeadConverter converter, ConvertOnRequest onRequest, MatchService matches, Leases leases) {
        this.converter = converter;
        this.onRequest = onRequest;
        this.matches = matches;
        this.leases = leases;
    }

    /** The workflow's step {@code decide}. Touches nothing. */
    public ConvertDecision decide(WorkOrder order, CrmRecord record, LeadMatch match) {
        return DecisionPolicy.decide(match);
    }

    /**
     * The workflow's step {@code convert}. While it works, nobody else converts the same person; a contact that another
     * lead of the person has become meanwhile is merged into.
     *
     * @param record the lead with its enriched values
     * @param decision one that says {@code CONVERT}
     * @param owner of new records
     */
    public ConvertResult convert(WorkOrder order, CrmRecord record, ConvertDecision decision, SalesforceId owner) {
        return leases.holding(order.org().tenant(), keys(order.org(), record), () -> {
            SalesforceId contact =
                    decision.contactId() == null ? twin(order.org(), record, decision) : decision.contactId();
            LeadConversion asked = new LeadConversion(
                    order.id(), decision.accountId(), contact, null, false, null, null, owner, false, false, false);
            return converter.convert(new Conversion(
                    order.org(), record, asked, Map.of(), decision.reason(), order.requestId(), order.runId()));
        });
    }

    /** {@code POST /v1/salesforce/convert} */
    public ConvertResponse lead(ConvertRequest request, Caller caller) {
        return onRequest.convert(request, caller);
    }

    private List<String> keys(OrgRef org, CrmRecord record) {
        List<String> keys = new ArrayList<>(matches.keys(record).person());
        keys.add("lead:" + org.name() + ":" + record.id());
        return keys;
    }

    /** @return the contact of the decided account that is this person by now; null when there is none */
    private @Nullable SalesforceId twin(OrgRef org, CrmRecord record, ConvertDecision decision) {
        SalesforceId account = decision.accountId();
        Match contact = matches.findForLead(org, record, null, null).contact().only();
        return contact != null && account != null && account.value().equals(contact.field("AccountId"))
                ? SalesforceId.of(contact.id())
                : null;
    }
}
