package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.List;

/** Refusals of a query: the line around the place, a caret under it, row and column, and the sentence. */
final class SoqlErrors {
    private static final int BAD_REQUEST = 400;

    /** How much of a long line is shown before and after the place. */
    private static final int BEFORE = 40;

    private static final int AFTER = 40;

    private static final String REFERENCE =
            " Please reference your WSDL or the describe call for the appropriate names.";

    private final String soql;

    SoqlErrors(String soql) {
        this.soql = soql;
    }

    static OrgFault plain(String code, String message) {
        return new OrgFault(code, BAD_REQUEST, message, List.of());
    }

    OrgFault malformed(int offset, String message) {
        return at("MALFORMED_QUERY", offset, message);
    }

    OrgFault unexpected(Token token) {
        String shown = token.is(Token.Kind.END) ? "<EOF>" : token.text();
        return malformed(token.start(), "unexpected token: '" + shown + "'");
    }

    OrgFault noSuchColumn(int offset, String column, String entity) {
        return at(
                "INVALID_FIELD",
                offset,
                "No such column '" + column + "' on entity '" + entity
                        + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom"
                        + " field name." + REFERENCE);
    }

    OrgFault noSuchType(int offset, String type) {
        return at(
                "INVALID_TYPE",
                offset,
                "sObject type '" + type
                        + "' is not supported. If you are attempting to use a custom object, be sure to append the '__c'"
                        + " after the entity name." + REFERENCE);
    }

    OrgFault noSuchParent(int offset, String relationship) {
        return at("INVALID_FIELD", offset, relationship(relationship, "field path"));
    }

    OrgFault noSuchChildren(int offset, String relationship) {
        return at("INVALID_TYPE", offset, relationship(relationship, "FROM part of query call"));
    }

    OrgFault cannot(int offset, String field, String what) {
        return at("INVALID_FIELD", offset, "field '" + field + "' can not be " + what + " in a query call");
    }

    OrgFault wrongLiteral(int offset, String field, String type, boolean quoted) {
        return at(
                "INVALID_FIELD",
                offset,
                "value of filter criterion for field '" + field + "' must be of type " + type
                        + (quoted ? " and should be enclosed in quotes" : " and should not be enclosed in quotes"));
    }

    OrgFault operator(int offset, String message) {
        return at("INVALID_QUERY_FILTER_OPERATOR", offset, message);
    }

    OrgFault at(String code, int offset, String message) {
        int lineStart = soql.lastIndexOf('\n', offset - 1) + 1;
        int newline = soql.indexOf('\n', offset);
        int lineEnd = newline < 0 ? soql.length() : newline;
        int row = 1
                + (int) soql.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        int column = offset - lineStart + 1;
        int from = Math.max(lineStart, offset - BEFORE);
        int to = Math.min(lineEnd, offset + AFTER);
        return plain(
                code,
                "\n" + soql.substring(from, to) + "\n" + " ".repeat(offset - from) + "^\nERROR at Row:" + row
                        + ":Column:" + column + "\n" + message);
    }

    private static String relationship(String name, String where) {
        return "Didn't understand relationship '" + name + "' in " + where
                + ". If you are attempting to use a custom relationship, be sure to append the '__r' after the custom"
                + " relationship name." + REFERENCE;
    }
}
