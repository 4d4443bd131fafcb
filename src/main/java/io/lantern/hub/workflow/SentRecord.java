package io.lantern.hub.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.SalesforceId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record as another system sent it.
 *
 * @param object API name as it was sent; Lead when it was not
 * @param fields leaves by name; those of an inner map are {@code outer_inner}
 */
record SentRecord(String object, @Nullable SalesforceId id, Map<String, @Nullable Object> fields) {
    private static final Map<String, String> OBJECTS = Map.of(
            "lead", "Lead", "contact", "Contact", "account", "Account", "opportunity", "Opportunity", "case", "Case");
    private static final Set<String> EMAIL = Set.of("email", "emailaddress", "mail");
    private static final Set<String> PERSON =
            Set.of("name", "fullname", "firstname", "lastname", "company", "companyname");
    private static final int LONGEST_NAME = 100;

    /** @param path of the record in the request, for faults; faults are added to the list */
    static Optional<SentRecord> parse(JsonNode sent, String path, List<Problem.Detail> faults) {
        if (!sent.isObject()) {
            faults.add(new Problem.Detail(path, "must be a record: a map of fields to values"));
            return Optional.empty();
        }
        int before = faults.size();
        String named = text(sent, "object");
        String object = named == null ? "Lead" : OBJECTS.getOrDefault(named.toLowerCase(Locale.ROOT), named);
        if (!object.matches("[A-Za-z][A-Za-z0-9_]{0,79}")) {
            faults.add(new Problem.Detail(path + ".object", "must be the API name of an object, such as Lead"));
        }
        String sentId = text(sent, "id");
        SalesforceId id = sentId == null ? null : SalesforceId.parse(sentId).orElse(null);
        if (sentId != null && id == null) {
            faults.add(new Problem.Detail(
                    path + ".id", "is not a Salesforce id: 15 characters, or 18 with a right checksum"));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        flatten("", sent, fields);
        fields.remove("object");
        fields.remove("id");
        if (id == null && fields.values().stream().allMatch(value -> value == null)) {
            faults.add(new Problem.Detail(path, "needs an id or at least one field with a value"));
        }
        return faults.size() > before ? Optional.empty() : Optional.of(new SentRecord(object, id, fields));
    }

    /** @return what runs of this record are put in order by; null when nothing tells it from others */
    @Nullable
    String subject(String org) {
        if (id != null) {
            return org + "/" + id;
        }
        StringBuilder who = new StringBuilder();
        fields.forEach((name, value) -> {
            if (value != null && EMAIL.contains(letters(name))) {
                who.append(value.toString().strip().toLowerCase(Locale.ROOT));
            }
        });
        if (who.isEmpty()) {
            fields.forEach((name, value) -> {
                if (value != null && PERSON.contains(letters(name))) {
                    who.append(letters(value.toString())).append('|');
                }
            });
        }
        // A hash, because a subject is kept longer than the person may want to be.
        return who.isEmpty() ? null : org + "/person:" + Hashing.sha256().hashString(who, StandardCharsets.UTF_8);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, @Nullable Object> fields) {
        node.fields().forEachRemaining(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(name + "_", value, fields);
            } else if (name.length() <= LONGEST_NAME) {
                fields.put(name, plain(value));
            }
        });
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNumber()) {
            return value.numberValue();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        String text = value.isArray() ? joined(value) : value.asText("");
        return value.isNull() || text.isBlank() ? null : text.strip();
    }

    /** A picklist of several values has them parted by semicolons in Salesforce. */
    private static String joined(JsonNode list) {
        StringBuilder text = new StringBuilder();
        list.forEach(entry -> text.append(text.isEmpty() ? "" : ";").append(entry.asText("")));
        return text.toString();
    }

    private static @Nullable String text(JsonNode sent, String name) {
        String text = sent.path(name).asText("").strip();
        return text.isEmpty() || sent.path(name).isNull() ? null : text;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
