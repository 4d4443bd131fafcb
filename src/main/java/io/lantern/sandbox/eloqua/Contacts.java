package io.lantern.sandbox.eloqua;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contacts, in memory. An address is there once, in any case of its letters. */
final class Contacts {
    /** Those that are blank where a PUT leaves them out. */
    private static final List<String> PROPERTIES = List.of(
            "emailAddress",
            "firstName",
            "lastName",
            "accountName",
            "title",
            "businessPhone",
            "mobilePhone",
            "country",
            "city",
            "province",
            "postalCode",
            "address1");

    private static final Set<String> SHORT = Set.of("type", "id", "depth", "name", "createdAt", "updatedAt");

    private final Map<String, ObjectNode> contacts = new LinkedHashMap<>();
    private int last = 1_000;

    /** @return the new contact, or null when its address is taken */
    synchronized @Nullable ObjectNode create(ObjectNode given, long now) {
        if (of(given.path("emailAddress").asText()) != null) {
            return null;
        }
        String id = String.valueOf(++last);
        ObjectNode contact = object().put("type", "Contact").put("id", id).put("createdAt", String.valueOf(now));
        contacts.put(id, contact);
        return write(contact, given, now);
    }

    /** @return the contact as it is now, or null when there is none of that id */
    synchronized @Nullable ObjectNode update(String id, ObjectNode given, long now) {
        ObjectNode contact = contacts.get(id);
        return contact == null ? null : write(contact, given, now);
    }

    synchronized @Nullable ObjectNode find(String id) {
        ObjectNode contact = contacts.get(id);
        return contact == null ? null : contact.deepCopy();
    }

    /** @param email a star stands for anything */
    synchronized List<ObjectNode> search(String email, boolean isShort) {
        String pattern =
                List.of(email.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        Pattern wanted = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        return contacts.values().stream()
                .filter(contact ->
                        wanted.matcher(contact.path("emailAddress").asText()).matches())
                .map(contact -> isShort ? contact.deepCopy().retain(SHORT).put("depth", "minimal") : contact.deepCopy())
                .toList();
    }

    private @Nullable ObjectNode of(String email) {
        String wanted = email.toLowerCase(Locale.ROOT);
        return contacts.values().stream()
                .filter(contact -> contact.path("emailAddress")
                        .asText()
                        .toLowerCase(Locale.ROOT)
                        .equals(wanted))
                .findFirst()
                .orElse(null);
    }

    private static ObjectNode write(ObjectNode contact, ObjectNode given, long now) {
        for (String property : PROPERTIES) {
            contact.put(property, given.path(property).asText());
        }
        ArrayNode values = contact.withArray("fieldValues").removeAll();
        given.path("fieldValues").forEach(values::add);
        contact.put("name", given.path("emailAddress").asText())
                .put("depth", "complete")
                .put("updatedAt", String.valueOf(now));
        return contact.deepCopy();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
