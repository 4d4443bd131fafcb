package io.lantern.hub.provider.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page says in the vocabulary of schema.org, as JSON-LD, microdata or RDFa Lite; and as an hCard. All four
 * become JSON-LD objects.
 */
final class StructuredData {
    /** As browsers' search engines do: many pages end lists with a comma. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private static final Map<String, String> HCARD = Map.of(
            "org", "name",
            "tel", "telephone",
            "locality", "addressLocality",
            "region", "addressRegion",
            "postal-code", "postalCode",
            "country-name", "addressCountry");

    private StructuredData() {}

    /** @return the top-level objects of the page */
    static List<JsonNode> of(Document document) {
        List<JsonNode> objects = new ArrayList<>();
        for (Element script : document.select("script[type*=ld+json]")) {
            jsonLd(script.data(), objects);
        }
        for (Element item : document.select("[itemscope]:not([itemprop])")) {
            objects.add(item(item, "itemtype", "itemprop", "itemscope"));
        }
        for (Element item : document.select("[typeof]:not([property])")) {
            objects.add(item(item, "typeof", "property", "typeof"));
        }
        for (Element card : document.select(".vcard,.h-card")) {
            objects.add(hCard(card));
        }
        return objects;
    }

    private static void jsonLd(String text, List<JsonNode> objects) {
        String bare = text.strip().replaceFirst("^(<!--|//<!\\[CDATA\\[|<!\\[CDATA\\[)", "");
        try {
            JsonNode read = JSON.readTree(bare);
            (read.isArray() ? read : JSON.createArrayNode().add(read)).forEach(node -> {
                JsonNode graph = node.path("@graph");
                (graph.isArray() ? graph : JSON.createArrayNode().add(node)).forEach(objects::add);
            });
        } catch (JsonProcessingException notJson) {
            // The rest of the page is read all the same.
            return;
        }
    }

    private static ObjectNode item(Element item, String typeName, String propertyName, String scopeName) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        String type = item.attr(typeName).strip().split("\\s+", 2)[0];
        object.put("@type", type.substring(type.lastIndexOf('/') + 1).replaceFirst("^.*:", ""));
        for (Element property : item.select("[" + propertyName + "]")) {
            Element owner = property.parent() == null ? null : property.parent().closest("[" + scopeName + "]");
            if (property == item || owner != item) {
                continue;
            }
            JsonNode value = property.hasAttr(scopeName)
                    ? item(property, typeName, propertyName, scopeName)
                    : JsonNodeFactory.instance.textNode(value(property));
            for (String name : property.attr(propertyName).strip().split("\\s+")) {
                add(object, name.replaceFirst("^.*:", ""), value);
            }
        }
        return object;
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        if (!object.has(name)) {
            object.set(name, value);
        } else if (object.get(name) instanceof ArrayNode list) {
            list.add(value);
        } else {
            object.set(
                    name,
                    JsonNodeFactory.instance.arrayNode().add(object.get(name)).add(value));
        }
    }

    private static String value(Element property) {
        if (property.hasAttr("content")) {
            return property.attr("content");
        }
        // A telephone's link holds the number as it is dialled.
        return switch (property.normalName()) {
            case "a" ->
                property.attr("href").startsWith("tel:")
                        ? property.attr("href").substring("tel:".length())
                        : property.absUrl("href");
            case "link" -> property.absUrl("href");
            case "img" -> property.absUrl("src");
            default -> property.text();
        };
    }

    private static ObjectNode hCard(Element card) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode address = JsonNodeFactory.instance.objectNode().put("@type", "PostalAddress");
        object.put("@type", card.selectFirst(".org") == null ? "Person" : "Organization");
        HCARD.forEach((style, property) -> {
            Element found = card.selectFirst("." + style);
            if (found != null) {
                (style.equals("org") || style.equals("tel") ? object : address).put(property, found.text());
            }
        });
        object.set("address", address);
        return object;
    }
}
