package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.salesforce.data.Conversion;
import io.lantern.sandbox.salesforce.data.Merging;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Outcome;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** convertLead and merge, which exist in SOAP only. */
final class SoapLeads {
    private static final int MAX_CONVERTS = 100;
    private static final int MAX_MERGES = 200;

    private final Org org;

    SoapLeads(Org org) {
        this.org = org;
    }

    Xml convert(SoapCall call) {
        List<Element> asked = Envelope.children(call.envelope().operation(), "leadConverts");
        if (asked.size() > MAX_CONVERTS) {
            throw new OrgFault(
                    "EXCEEDED_LEAD_CONVERT_LIMIT", 500, "cannot convert more than 100 leads in one call", List.of());
        }
        List<Conversion.Ask> asks = asked.stream().map(SoapLeads::ask).toList();
        List<Function<OrgTransaction, Conversion.Converted>> rows = new ArrayList<>();
        asks.forEach(ask -> rows.add(transaction -> {
            org.writes().lock("Lead", ask.leadId());
            return Conversion.convert(org, transaction, ask);
        }));
        List<Outcome<Conversion.Converted>> outcomes = call.scope().each(rows, call.allOrNone());
        Xml xml = new Xml();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome<Conversion.Converted> outcome = outcomes.get(i);
            Conversion.Converted converted = outcome.value();
            Map<String, @Nullable Object> result = new HashMap<>();
            result.put("accountId", converted == null ? null : converted.accountId());
            result.put("contactId", converted == null ? null : converted.contactId());
            result.put("errors", SoapRows.errors(outcome.fault()));
            result.put("leadId", converted == null ? asks.get(i).leadId() : converted.leadId());
            result.put("opportunityId", converted == null ? null : converted.opportunityId());
            result.put("success", outcome.success());
            xml.element("result", result);
        }
        return xml;
    }

    /** jsforce names the element {@code mergeRequests}, the WSDL {@code request}: both are taken. */
    Xml merge(SoapCall call) {
        List<Element> requests =
                new ArrayList<>(Envelope.children(call.envelope().operation(), "request"));
        requests.addAll(Envelope.children(call.envelope().operation(), "mergeRequests"));
        if (requests.size() > MAX_MERGES) {
            throw new OrgFault("LIMIT_EXCEEDED", 500, "cannot merge more than 200 times in one call", List.of());
        }
        Xml xml = new Xml();
        for (Element request : requests) {
            // Each merge is a transaction of its own.
            Outcome<Merging.Merged> outcome = call.scope()
                    .each(List.<Function<OrgTransaction, Merging.Merged>>of(t -> merge(t, request)), false)
                    .get(0);
            Merging.Merged merged = outcome.value();
            Map<String, @Nullable Object> result = new HashMap<>();
            result.put("errors", SoapRows.errors(outcome.fault()));
            result.put("id", merged == null ? null : merged.id());
            result.put("mergedRecordIds", merged == null ? List.of() : merged.mergedRecordIds());
            result.put("success", outcome.success());
            result.put("updatedRelatedIds", merged == null ? List.of() : merged.updatedRelatedIds());
            xml.element("result", result);
        }
        return xml;
    }

    private Merging.Merged merge(OrgTransaction transaction, Element request) {
        Element record = Envelope.child(request, "masterRecord");
        Envelope.SObject master = record == null ? null : Envelope.SObject.of(record);
        if (master == null || master.id() == null) {
            throw new OrgFault("MISSING_ARGUMENT", 400, "masterRecord with its Id is required", List.of());
        }
        SObjectType type = Objects.requireNonNullElse(
                org.store().schema().type(master.type()), org.writes().typeOfId(master.id()));
        org.writes().lock(type.name(), master.id());
        return Merging.merge(
                org, transaction, type, master.id(), master.values(), Envelope.texts(request, "recordToMergeIds"));
    }

    private static Conversion.Ask ask(Element element) {
        boolean bypass = flag(element, "bypassAccountDedupeCheck") && flag(element, "bypassContactDedupeCheck");
        return new Conversion.Ask(
                Objects.requireNonNullElse(Envelope.text(element, "leadId"), ""),
                Envelope.text(element, "accountId"),
                Envelope.text(element, "contactId"),
                Envelope.text(element, "convertedStatus"),
                flag(element, "doNotCreateOpportunity"),
                Envelope.text(element, "opportunityId"),
                Envelope.text(element, "opportunityName"),
                Envelope.text(element, "ownerId"),
                flag(element, "overwriteLeadSource"),
                bypass,
                record(element, "accountRecord"),
                record(element, "contactRecord"),
                record(element, "opportunityRecord"));
    }

    private static boolean flag(Element element, String name) {
        return Boolean.parseBoolean(Envelope.text(element, name));
    }

    private static Map<String, @Nullable Object> record(Element element, String name) {
        Element record = Envelope.child(element, name);
        return record == null || Envelope.isNil(record)
                ? new HashMap<>()
                : Envelope.SObject.of(record).values();
    }
}
