package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.salesforce.soql.QueryResult;
import io.lantern.sandbox.salesforce.soql.Selected;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers. The partner WSDL lists the elements of every type in alphabetical order and force-wsc insists on it,
 * so maps are written sorted.
 */
final class Xml {
    private static final Pattern STAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+\\+0000");
    private static final String NIL = " xsi:nil=\"true\"/>";

    /** A value of an element that may be of any type. */
    record Typed(String type, Object value) {}

    private final StringBuilder text = new StringBuilder();

    /** @param body result elements @return the whole envelope */
    static String envelope(String operation, String limits, Xml body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns=\"urn:partner.soap.sforce.com\" xmlns:sf=\"urn:sobject.partner.soap.sforce.com\""
                + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                + limits + "<soapenv:Body><" + operation + "Response>" + body.text + "</" + operation
                + "Response></soapenv:Body></soapenv:Envelope>";
    }

    /** A value, a map (a complex type), a list (an element each) or null (nil). */
    Xml element(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(each -> element(name, each));
        } else if (value instanceof Map<?, ?> map) {
            text.append('<').append(name).append('>');
            sorted(map).forEach(this::element);
            text.append("</").append(name).append('>');
        } else if (value == null) {
            text.append('<').append(name).append(NIL);
        } else if (value instanceof Typed typed) {
            text.append('<')
                    .append(name)
                    .append(" xsi:type=\"")
                    .append(typed.type())
                    .append("\">");
            text.append(escaped(plain(typed.value()))).append("</").append(name).append('>');
        } else {
            text.append('<').append(name).append('>').append(escaped(plain(value)));
            text.append("</").append(name).append('>');
        }
        return this;
    }

    /** A record as an sObject: type, Id, then the fields in their order. */
    Xml record(String name, @Nullable Selected record) {
        if (record == null) {
            text.append('<').append(name).append(NIL);
            return this;
        }
        text.append('<').append(name).append(" xsi:type=\"sf:sObject\">");
        element("sf:type", record.type());
        element("sf:Id", record.values().get("Id"));
        record.values().forEach((field, value) -> {
            if (!field.equals("Id")) {
                field("sf:" + field, value);
            }
        });
        text.append("</").append(name).append('>');
        return this;
    }

    /** A query result's content. */
    Xml page(int size, List<Selected> rows, @Nullable String locator) {
        element("done", locator == null);
        element("queryLocator", locator);
        for (Selected row : rows) {
            record("records", row);
        }
        return element("size", size);
    }

    Xml open(String tag) {
        text.append('<').append(tag).append('>');
        return this;
    }

    Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#xD;");
                default -> {
                    if (c >= ' ' || c == '\n' || c == '\t') {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    private void field(String name, @Nullable Object value) {
        if (value instanceof QueryResult children) {
            text.append('<').append(name).append(" xsi:type=\"QueryResult\">");
            page(children.totalSize(), children.rows(), null);
            text.append("</").append(name).append('>');
        } else if (value instanceof Selected parent) {
            record(name, parent);
        } else {
            element(name, value);
        }
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        return sorted;
    }

    private static String plain(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String plain = value.toString();
        return STAMP.matcher(plain).matches() ? plain.replace("+0000", "Z") : plain;
    }
}
