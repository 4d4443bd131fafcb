package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two calls of the partner API (WSDL namespace {@code urn:partner.soap.sforce.com}) that REST does not have. */
final class SoapMessages {
    private SoapMessages() {}

    /** @param conversions 1 to 100; their {@code convertedStatus} must be set */
    static String convertLead(String sessionId, List<LeadConversion> conversions) {
        StringBuilder body = new StringBuilder("<p:convertLead>");
        conversions.forEach(conversion -> append(body, conversion));
        return envelope(sessionId, body.append("</p:convertLead>").toString());
    }

    static String merge(String sessionId, CrmRecord winner, List<SalesforceId> losers) {
        StringBuilder body = new StringBuilder("<p:merge><p:request><p:masterRecord>");
        body.append("<s:type>").append(escaped(winner.object())).append("</s:type>");
        body.append("<s:Id>").append(winner.id()).append("</s:Id>");
        for (Map.Entry<String, @Nullable Object> field : winner.fields().entrySet()) {
            Object value = field.getValue();
            if (value == null) {
                body.append("<s:fieldsToNull>").append(escaped(field.getKey())).append("</s:fieldsToNull>");
            }
        }
        for (Map.Entry<String, @Nullable Object> field : winner.fields().entrySet()) {
            Object value = field.getValue();
            if (value != null) {
                element(body, "s:" + escaped(field.getKey()), value.toString());
            }
        }
        body.append("</p:masterRecord>");
        losers.forEach(loser -> element(body, "p:recordToMergeIds", loser.value()));
        return envelope(sessionId, body.append("</p:request></p:merge>").toString());
    }

    /** Elements in the WSDL's order, which a strict parser insists on. */
    private static void append(StringBuilder body, LeadConversion conversion) {
        body.append("<p:leadConverts>");
        id(body, "p:accountId", conversion.accountId());
        element(body, "p:bypassAccountDedupeCheck", Boolean.toString(conversion.bypassDuplicateRules()));
        element(body, "p:bypassContactDedupeCheck", Boolean.toString(conversion.bypassDuplicateRules()));
        id(body, "p:contactId", conversion.contactId());
        element(body, "p:convertedStatus", conversion.convertedStatus());
        element(body, "p:doNotCreateOpportunity", Boolean.toString(!conversion.createOpportunity()));
        id(body, "p:leadId", conversion.leadId());
        id(body, "p:opportunityId", conversion.opportunityId());
        element(body, "p:opportunityName", conversion.opportunityName());
        element(body, "p:overwriteLeadSource", Boolean.toString(conversion.overwriteLeadSource()));
        id(body, "p:ownerId", conversion.ownerId());
        element(body, "p:sendNotificationEmail", Boolean.toString(conversion.sendNotificationEmail()));
        body.append("</p:leadConverts>");
    }

    private static void id(StringBuilder body, String name, @Nullable SalesforceId value) {
        element(body, name, value == null ? null : value.value());
    }

    private static void element(StringBuilder body, String name, @Nullable String value) {
        if (value != null) {
            body.append('<')
                    .append(name)
                    .append('>')
                    .append(escaped(value))
                    .append("</")
                    .append(name)
                    .append('>');
        }
    }

    private static String envelope(String sessionId, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:p=\"urn:partner.soap.sforce.com\" xmlns:s=\"urn:sobject.partner.soap.sforce.com\">"
                + "<e:Header><p:CallOptions><p:client>lantern-hub</p:client></p:CallOptions><p:SessionHeader><p:sessionId>"
                + escaped(sessionId)
                + "</p:sessionId></p:SessionHeader></e:Header><e:Body>" + body + "</e:Body></e:Envelope>";
    }

    /** XML 1.0 has no place for control characters, not even escaped. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (c >= 0x20 || c == '\n' || c == '\t' || c == '\r') {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
