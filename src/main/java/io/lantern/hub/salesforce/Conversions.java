package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.ApiFault.Cause;
import io.lantern.hub.salesforce.ConversionOutcome.AlreadyConverted;
import io.lantern.hub.salesforce.ConversionOutcome.Converted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Converts leads by SOAP. A conversion cannot be undone, so a call without an answer is never repeated blindly: the
 * leads are read first, and only those that are still open are asked for again.
 */
final class Conversions {
    private static final Set<String> PASSING = Set.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE");
    private static final Set<String> ALREADY = Set.of("CANNOT_UPDATE_CONVERTED_LEAD");

    private static final ConversionOutcome NOT_NOW =
            new ConversionOutcome.Refused("UNABLE_TO_LOCK_ROW", "the lead could not be converted now");

    private final SoapClient soap;
    private final Persistence persistence;
    private final Function<List<SalesforceId>, List<CrmRecord>> leadState;
    private volatile @Nullable String convertedStatus;

    /** @param leadState reads IsConverted and the Converted…Id fields of leads */
    Conversions(SoapClient soap, Persistence persistence, Function<List<SalesforceId>, List<CrmRecord>> leadState) {
        this.soap = soap;
        this.persistence = persistence;
        this.leadState = leadState;
    }

    /** @param ask reads the org's first converted status; called once */
    String firstConvertedStatus(Supplier<@Nullable String> ask) {
        String known = convertedStatus;
        if (known == null) {
            known = ask.get();
            if (known == null) {
                throw new ApiFault(Cause.FINAL, "INVALID_STATUS", "the org has no converted lead status");
            }
            convertedStatus = known;
        }
        return known;
    }

    /**
     * @return the outcomes in the order of the conversions; a lead that stays locked has one that {@link #settled}
     *     throws
     */
    List<ConversionOutcome> convert(List<LeadConversion> asked, Purpose purpose) {
        Map<SalesforceId, ConversionOutcome> outcomes = new HashMap<>();
        List<LeadConversion> left = asked;
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            List<LeadConversion> again = attempt(left, outcomes, purpose);
            if (attempt == persistence.attempts()) {
                again.forEach(one -> outcomes.put(one.leadId(), NOT_NOW));
                break;
            }
            if (!again.isEmpty()) {
                persistence.pause(attempt);
            }
            left = again;
        }
        return asked.stream().map(one -> outcomes.get(one.leadId())).toList();
    }

    /**
     * Called by each caller for its own lead, so that a lead that stays locked fails nobody else.
     *
     * @throws ApiFault when the lead could not be converted for a reason that passes
     */
    static ConversionOutcome settled(ConversionOutcome outcome) {
        if (outcome instanceof ConversionOutcome.Refused refused && PASSING.contains(refused.code())) {
            throw new ApiFault(Cause.PASSING, refused.code(), refused.message());
        }
        return outcome;
    }

    /** @return what is to be asked again */
    private List<LeadConversion> attempt(
            List<LeadConversion> left, Map<SalesforceId, ConversionOutcome> outcomes, Purpose purpose) {
        List<Element> results;
        try {
            results = persistence.once(() -> soap.call(token -> SoapMessages.convertLead(token, left), purpose));
        } catch (ApiFault e) {
            if (e.kind() == Cause.UNKNOWN_OUTCOME) {
                return settle(left, outcomes);
            }
            if (e.kind() == Cause.PASSING) {
                return left;
            }
            throw e;
        }
        List<LeadConversion> again = new ArrayList<>();
        List<LeadConversion> already = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            LeadConversion one = left.get(i);
            if ("true".equals(SoapClient.text(results.get(i), "success"))) {
                outcomes.put(one.leadId(), converted(results.get(i)));
                continue;
            }
            WriteOutcome.Refused refused = refusal(results.get(i));
            if (PASSING.contains(refused.code())) {
                again.add(one);
            } else if (ALREADY.contains(refused.code())) {
                already.add(one);
            } else {
                outcomes.put(one.leadId(), new ConversionOutcome.Refused(refused.code(), refused.message()));
            }
        }
        if (!already.isEmpty()) {
            again.addAll(settle(already, outcomes));
        }
        return again;
    }

    /** Reads what became of the leads. @return those that are still open */
    private List<LeadConversion> settle(List<LeadConversion> uncertain, Map<SalesforceId, ConversionOutcome> outcomes) {
        Map<SalesforceId, CrmRecord> states = new HashMap<>();
        leadState
                .apply(uncertain.stream().map(LeadConversion::leadId).toList())
                .forEach(lead -> states.put(lead.id(), lead));
        List<LeadConversion> open = new ArrayList<>();
        for (LeadConversion one : uncertain) {
            CrmRecord lead = states.get(one.leadId());
            if (lead == null) {
                outcomes.put(one.leadId(), new ConversionOutcome.Refused("ENTITY_IS_DELETED", "entity is deleted"));
            } else if (lead.isTrue("IsConverted")) {
                outcomes.put(
                        one.leadId(),
                        new AlreadyConverted(
                                id(lead, "ConvertedAccountId"),
                                id(lead, "ConvertedContactId"),
                                id(lead, "ConvertedOpportunityId")));
            } else {
                open.add(one);
            }
        }
        return open;
    }

    /** The first error of a SOAP result. */
    static WriteOutcome.Refused refusal(Element result) {
        Element error = SoapClient.child(result, "errors");
        if (error == null) {
            return new WriteOutcome.Refused("UNKNOWN_EXCEPTION", "Salesforce gave no reason", List.of());
        }
        String code = SoapClient.text(error, "statusCode");
        String message = SoapClient.text(error, "message");
        return new WriteOutcome.Refused(
                code == null ? "UNKNOWN_EXCEPTION" : code, message == null ? "" : message, List.of());
    }

    private static Converted converted(Element result) {
        String opportunity = SoapClient.text(result, "opportunityId");
        return new Converted(
                SalesforceId.of(String.valueOf(SoapClient.text(result, "accountId"))),
                SalesforceId.of(String.valueOf(SoapClient.text(result, "contactId"))),
                opportunity == null ? null : SalesforceId.of(opportunity));
    }

    private static @Nullable SalesforceId id(CrmRecord lead, String field) {
        String text = lead.text(field);
        return text == null ? null : SalesforceId.of(text);
    }
}
