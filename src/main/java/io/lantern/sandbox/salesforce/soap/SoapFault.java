package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.salesforce.store.OrgFault;

/** A refusal of a whole call. Clients look for status 500 and for the prefix {@code sf:} of the code. */
final class SoapFault {
    private SoapFault() {}

    static WebAnswer of(OrgFault fault) {
        String code = fault.code();
        String type = type(code);
        boolean query = type.equals("MalformedQueryFault")
                || type.equals("InvalidFieldFault")
                || type.equals("InvalidSObjectFault");
        String text = Xml.escaped(fault.text());
        String envelope = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:sf=\"urn:fault.partner.soap.sforce.com\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><soapenv:Fault>"
                + "<faultcode>sf:" + code + "</faultcode><faultstring>" + code + ": " + text
                + "</faultstring><detail><sf:" + type + " xsi:type=\"sf:" + type + "\"><sf:exceptionCode>" + code
                + "</sf:exceptionCode><sf:exceptionMessage>" + text + "</sf:exceptionMessage>"
                + (query ? "<sf:row>-1</sf:row><sf:column>-1</sf:column>" : "")
                + "</sf:" + type + "></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>";
        return WebAnswer.of(500, SoapApi.XML, envelope);
    }

    private static String type(String code) {
        return switch (code) {
            case "INVALID_LOGIN" -> "LoginFault";
            case "INVALID_FIELD" -> "InvalidFieldFault";
            case "MALFORMED_ID" -> "InvalidIdFault";
            case "INVALID_QUERY_LOCATOR" -> "InvalidQueryLocatorFault";
            case "INVALID_TYPE" -> "InvalidSObjectFault";
            case "MALFORMED_QUERY" -> "MalformedQueryFault";
            case "MALFORMED_SEARCH" -> "MalformedSearchFault";
            default -> "UnexpectedErrorFault";
        };
    }
}
