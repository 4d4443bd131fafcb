package io.lantern.hub.connector.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes our fields as Eloqua's. */
final class EloquaFields {
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("email", "emailAddress"),
            Map.entry("first_name", "firstName"),
            Map.entry("last_name", "lastName"),
            Map.entry("company", "accountName"),
            Map.entry("title", "title"),
            Map.entry("phone", "businessPhone"),
            Map.entry("mobile_phone", "mobilePhone"),
            Map.entry("country", "country"),
            Map.entry("city", "city"),
            Map.entry("state", "province"),
            Map.entry("postal_code", "postalCode"),
            Map.entry("street", "address1"));

    private final Map<String, String> map = new HashMap<>();

    /** @param own by our name, which goes before the usual one */
    static EloquaFields ofContact(Map<String, String> own) {
        EloquaFields fields = new EloquaFields(USUAL);
        own.forEach((ours, theirs) -> fields.map.put(plain(ours), theirs));
        return fields;
    }

    /** @param map by our name, the id of a form's field */
    static EloquaFields ofForm(Map<String, String> map) {
        return new EloquaFields(map);
    }

    private EloquaFields(Map<String, String> given) {
        given.forEach((ours, theirs) -> map.put(plain(ours), theirs));
    }

    /**
     * Writes what the record holds over what is there; what it does not hold, or holds empty, stays.
     *
     * @param to a contact, or the data of a form
     */
    void write(Map<String, @Nullable Object> record, ObjectNode to) {
        record.forEach((ours, value) -> {
            String theirs = map.get(plain(ours));
            if (theirs != null && value != null && !value.toString().isBlank()) {
                put(to, theirs, value.toString().strip());
            }
        });
    }

    private static void put(ObjectNode to, String field, String value) {
        if (!Character.isDigit(field.charAt(0))) {
            to.put(field, value);
            return;
        }
        ArrayNode values = to.withArray("fieldValues");
        for (JsonNode one : values) {
            if (one.path("id").asText().equals(field)) {
                ((ObjectNode) one).put("value", value);
                return;
            }
        }
        values.addObject().put("type", "FieldValue").put("id", field).put("value", value);
    }

    /** Settings cannot hold every letter of a name: environment variables lose case and underscores. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    }
}
