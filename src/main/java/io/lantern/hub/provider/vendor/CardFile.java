package io.lantern.hub.provider.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a file of cards as Camel's YAML has them. */
final class CardFile {
    /** Name of the route template that a card is for. */
    static final String TEMPLATE = "vendor";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String WRONG = " is no list of `templatedRoute` with `routeTemplateRef: vendor`.";

    private CardFile() {}

    /**
     * @return parameters by route id
     * @throws IllegalArgumentException with a sentence for who wrote the file
     */
    static Map<String, Map<String, Object>> read(Path file) throws IOException {
        JsonNode list;
        try {
            list = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not YAML: " + e.getOriginalMessage());
        }
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException(file + WRONG);
        }
        Map<String, Map<String, Object>> cards = new LinkedHashMap<>();
        for (JsonNode element : list) {
            JsonNode card = element.path("templatedRoute");
            if (element.size() != 1 || !card.path("routeTemplateRef").asText().equals(TEMPLATE)) {
                throw new IllegalArgumentException(file + WRONG);
            }
            Map<String, Object> parameters = new LinkedHashMap<>();
            for (JsonNode parameter : card.path("parameters")) {
                parameters.put(
                        parameter.path("name").asText(), parameter.path("value").asText());
            }
            String id = card.path("routeId").asText();
            if (!id.equals("provider." + parameters.get("name"))) {
                throw new IllegalArgumentException("%s: `routeId` must be provider.%s, like the parameter `name`."
                        .formatted(file, parameters.getOrDefault("name", "<vendor>.<service>")));
            }
            cards.put(id, parameters);
        }
        return cards;
    }
}
