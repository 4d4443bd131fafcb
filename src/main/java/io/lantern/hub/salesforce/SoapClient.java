package io.lantern.hub.salesforce;

import io.lantern.hub.salesforce.ApiFault.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Posts partner SOAP messages with the org's session; logs in again once when the session has expired. */
final class SoapClient {
    private final OrgSession session;
    private final String apiVersion;
    private final Duration timeout;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    SoapClient(OrgSession session, String apiVersion, Duration timeout) {
        this.session = session;
        this.apiVersion = apiVersion;
        this.timeout = timeout;
    }

    /**
     * @param message makes the envelope for a session id
     * @return the {@code result} elements, in order
     * @throws ApiFault when Salesforce answers with a fault, or not at all
     */
    List<Element> call(Function<String, String> message, Purpose purpose) {
        String token = session.token();
        try {
            return results(post(message.apply(token), purpose));
        } catch (ApiFault e) {
            if (e.kind() != Cause.SESSION) {
                throw e;
            }
            return results(post(message.apply(session.renew(token)), purpose));
        }
    }

    /** @return the text of the first child of this local name; null when it is absent, nil or blank */
    static @Nullable String text(Element parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (name.equals(child.getLocalName())) {
                String text = child.getTextContent().trim();
                return text.isEmpty() ? null : text;
            }
        }
        return null;
    }

    /** @return the first child of this local name, or null */
    static @Nullable Element child(Element parent, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && name.equals(child.getLocalName())) {
                return element;
            }
        }
        return null;
    }

    private Document post(String envelope, Purpose purpose) {
        session.count(purpose);
        URI endpoint = URI.create(session.instanceUrl() + "/services/Soap/u/" + apiVersion);
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .header("Sforce-Call-Options", "client=lantern-hub")
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return parse(response.statusCode(), response.body());
        } catch (ConnectException e) {
            throw new ApiFault(Cause.PASSING, "NO_CONNECTION", "no connection could be made");
        } catch (IOException e) {
            throw new ApiFault(Cause.UNKNOWN_OUTCOME, "NO_ANSWER", "the connection broke or timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFault(Cause.UNKNOWN_OUTCOME, "INTERRUPTED", "the hub is stopping");
        }
    }

    private static Document parse(int status, byte[] body) {
        Document document;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
        } catch (SAXException | IOException e) {
            throw ApiFault.of(status < 400 ? 502 : status, "", "the answer was not XML");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        NodeList faults = document.getElementsByTagNameNS("*", "Fault");
        if (faults.getLength() > 0) {
            throw fault((Element) faults.item(0));
        }
        // The page of an org under maintenance may well be XML too.
        if (status >= 400 || !"Envelope".equals(document.getDocumentElement().getLocalName())) {
            throw ApiFault.of(status < 400 ? 502 : status, "", "HTTP status " + status + " without a SOAP message");
        }
        return document;
    }

    /** {@code faultcode} is {@code sf:CODE}, {@code faultstring} is {@code CODE: text}. */
    private static ApiFault fault(Element fault) {
        String code = text(fault, "faultcode");
        String message = text(fault, "faultstring");
        String plain = code == null ? "" : code.substring(code.indexOf(':') + 1);
        // 400: unlike an HTTP 500 of REST, the status of a fault says nothing; its code does.
        return ApiFault.of(400, plain, message == null ? plain : withoutCode(message, plain));
    }

    private static String withoutCode(String message, String code) {
        return message.startsWith(code + ": ") ? message.substring(code.length() + 2) : message;
    }

    private static List<Element> results(Document document) {
        NodeList nodes = document.getElementsByTagNameNS("*", "result");
        List<Element> results = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            results.add((Element) nodes.item(i));
        }
        return results;
    }
}
