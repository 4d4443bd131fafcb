package io.lantern.sandbox.salesforce.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A SOAP request. Clients choose prefixes freely, so elements are found by local name.
 *
 * @param operation what the body asks for
 */
record Envelope(@Nullable Element header, Element operation) {
    private static final String NIL = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    /** @throws IllegalArgumentException when the text is no SOAP request */
    static Envelope parse(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            // No document type, so no entity can reach a file or blow up.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Element root = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
            Element soapBody = child(root, "Body");
            List<Element> operations = soapBody == null ? List.of() : children(soapBody);
            if (operations.isEmpty()) {
                throw new IllegalArgumentException("The request has no SOAP body.");
            }
            return new Envelope(child(root, "Header"), operations.get(0));
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("The request is not well-formed XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return operation.getLocalName();
    }

    /** @return the text of an element of a header, or null */
    @Nullable
    String header(String block, String element) {
        Element found = header == null ? null : child(header, block);
        return found == null ? null : text(found, element);
    }

    /** @return the text of a parameter, or null */
    @Nullable
    String text(String name) {
        return text(operation, name);
    }

    List<String> texts(String name) {
        return texts(operation, name);
    }

    static List<String> texts(Element parent, String name) {
        return children(parent, name).stream()
                .map(element -> element.getTextContent().trim())
                .toList();
    }

    static @Nullable String text(Element parent, String name) {
        Element element = child(parent, name);
        if (element == null || isNil(element)) {
            return null;
        }
        String text = element.getTextContent();
        return text.isEmpty() ? null : text;
    }

    static @Nullable Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    static List<Element> children(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> name.equals(element.getLocalName()))
                .toList();
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static boolean isNil(Element element) {
        String nil = element.getAttributeNS(NIL, "nil");
        return nil.equals("true") || nil.equals("1");
    }

    /**
     * One sObject of a request.
     *
     * @param values its fields; those of {@code fieldsToNull} are null, a parent named by its external id is a map
     */
    record SObject(String type, @Nullable String id, Map<String, @Nullable Object> values) {

        static SObject of(Element element) {
            String type = "";
            String id = null;
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Element field : children(element)) {
                String name = field.getLocalName();
                if (name.equals("type")) {
                    type = field.getTextContent().trim();
                } else if (name.equals("fieldsToNull")) {
                    if (!isNil(field)) {
                        values.put(field.getTextContent().trim(), null);
                    }
                } else if (isNil(field)) {
                    continue;
                } else if (name.equalsIgnoreCase("Id")) {
                    id = field.getTextContent().isBlank()
                            ? null
                            : field.getTextContent().trim();
                } else {
                    values.put(
                            name,
                            children(field).isEmpty()
                                    ? field.getTextContent()
                                    : of(field).values());
                }
            }
            return new SObject(type, id, values);
        }
    }
}
