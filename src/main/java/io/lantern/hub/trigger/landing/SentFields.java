package io.lantern.hub.trigger.landing;

import io.lantern.hub.salesforce.ObjectFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was sent, under the org's own names and in its own types. One value that Salesforce would refuse must not cost
 * the whole record, so it is left out and named.
 *
 * @param fields API name to value; never null or blank
 * @param ignored names as they were sent
 */
record SentFields(Map<String, Object> fields, List<String> ignored) {
    /** What Salesforce's own web-to-lead writes into a required field that nobody filled in. */
    static final String NOT_PROVIDED = "[not provided]";

    /** Common names of other systems, as lower-case letters; a field that the org has under the name itself is preferred. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("companyname", "Company"),
            Map.entry("organization", "Company"),
            Map.entry("organisation", "Company"),
            Map.entry("account", "Company"),
            Map.entry("accountname", "Company"),
            Map.entry("emailaddress", "Email"),
            Map.entry("mail", "Email"),
            Map.entry("firstname", "FirstName"),
            Map.entry("givenname", "FirstName"),
            Map.entry("lastname", "LastName"),
            Map.entry("surname", "LastName"),
            Map.entry("familyname", "LastName"),
            Map.entry("jobtitle", "Title"),
            Map.entry("businessphone", "Phone"),
            Map.entry("phonenumber", "Phone"),
            Map.entry("mobile", "MobilePhone"),
            Map.entry("url", "Website"),
            Map.entry("domain", "Website"),
            Map.entry("address1", "Street"),
            Map.entry("zip", "PostalCode"),
            Map.entry("zippostal", "PostalCode"),
            Map.entry("postcode", "PostalCode"),
            Map.entry("stateprov", "State"),
            Map.entry("region", "State"));

    static SentFields of(ObjectFields object, Map<String, @Nullable Object> sent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        sent.forEach((name, value) -> {
            if (value == null || value.toString().isBlank()) {
                return;
            }
            Optional<ObjectFields.Field> field = field(object, name);
            Object written = field.map(known -> written(known, value)).orElse(null);
            if (written != null) {
                fields.putIfAbsent(field.orElseThrow().name(), written);
            } else if (!isFullName(name)) {
                ignored.add(name);
            }
        });
        sent.forEach((name, value) -> {
            if (isFullName(name) && value != null && object.fields().containsKey("LastName")) {
                split(value.toString().strip(), fields);
            }
        });
        return new SentFields(fields, ignored);
    }

    /** @return these, with what a lead must have: no lead is lost because its sender did not know the company */
    SentFields completed() {
        Map<String, Object> complete = new LinkedHashMap<>(fields);
        complete.putIfAbsent("LastName", mailbox().orElse(NOT_PROVIDED));
        complete.putIfAbsent("Company", NOT_PROVIDED);
        return new SentFields(complete, ignored);
    }

    @Nullable
    String text(String field) {
        Object value = fields.get(field);
        return value == null ? null : value.toString();
    }

    private Optional<String> mailbox() {
        String email = text("Email");
        return email == null ? Optional.empty() : Optional.of(email.substring(0, email.indexOf('@')));
    }

    private static Optional<ObjectFields.Field> field(ObjectFields object, String name) {
        return object.named(name)
                .or(() -> Optional.ofNullable(ALIASES.get(letters(name))).flatMap(object::named))
                .filter(ObjectFields.Field::createable);
    }

    private static boolean isFullName(String name) {
        return List.of("name", "fullname").contains(letters(name));
    }

    private static void split(String fullName, Map<String, Object> fields) {
        if (fullName.isEmpty() || fields.containsKey("LastName")) {
            return;
        }
        int space = fullName.lastIndexOf(' ');
        if (space > 0) {
            fields.putIfAbsent("FirstName", cut(fullName.substring(0, space).strip(), 40));
        }
        fields.put("LastName", cut(fullName.substring(space + 1), 80));
    }

    /** @return the value in the field's type; null when it cannot be */
    private static @Nullable Object written(ObjectFields.Field field, Object value) {
        String text = value.toString().strip();
        return switch (field.type()) {
            case "boolean" -> truth(text);
            case "double", "currency", "percent", "int", "long" -> number(text);
            case "email" ->
                text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+") && text.length() <= field.length() ? text : null;
            case "string", "textarea", "phone", "url", "picklist", "combobox" -> cut(text, field.length());
            default -> text;
        };
    }

    private static @Nullable Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> true;
            case "false", "no", "n", "off", "0" -> false;
            default -> null;
        };
    }

    private static @Nullable Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String cut(String text, int length) {
        if (length <= 0 || text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
