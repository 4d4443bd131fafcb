package io.lantern.hub.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an object, as the hub's user sees them.
 *
 * @param object API name in Salesforce's case
 * @param fields by API name
 */
public record ObjectFields(String object, Map<String, Field> fields) {
    public ObjectFields {
        fields = Map.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param name API name
     * @param type as describe says it, for example {@code string} or {@code picklist}
     * @param length most characters; 0 for a field that is no text
     */
    public record Field(String name, String type, int length, boolean createable, boolean updateable) {}

    /**
     * @param name as another system writes it: {@code first_name, FirstName} and {@code FIRST NAME} are the same; the
     *     {@code __c} of a custom field may be left out
     * @return the field, if the name can mean but one
     */
    public Optional<Field> named(String name) {
        Field exact = fields.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        String wanted = letters(name);
        return fields.values().stream()
                .filter(field -> letters(field.name()).equals(wanted))
                .findFirst()
                .or(() -> fields.values().stream()
                        .filter(field -> letters(field.name()).equals(wanted + "c")
                                && field.name().endsWith("__c"))
                        .findFirst());
    }

    static ObjectFields of(JsonNode describe) {
        Map<String, Field> fields = new LinkedHashMap<>();
        describe.path("fields").forEach(field -> {
            String name = field.path("name").asText();
            fields.put(
                    name,
                    new Field(
                            name,
                            field.path("type").asText(),
                            field.path("length").asInt(),
                            field.path("createable").asBoolean(),
                            field.path("updateable").asBoolean()));
        });
        return new ObjectFields(describe.path("name").asText(), fields);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
