package io.lantern.hub.enrich;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.Wishes.Overwrite;
import io.lantern.hub.provider.Region;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between a record's fields and the contract's names of what can be found. */
final class WishedFields {
    private static final String ACCOUNT = "Account";

    /** What the hub itself wrote where nobody knew the company; see the landing of leads. */
    private static final String NOT_PROVIDED = "[not provided]";

    private static final Map<String, String> OF_PERSON = Map.ofEntries(
            Map.entry("first_name", "FirstName"),
            Map.entry("last_name", "LastName"),
            Map.entry("company", "Company"),
            Map.entry("name", "Company"),
            Map.entry("email", "Email"),
            Map.entry("phone", "Phone"),
            Map.entry("title", "Title"),
            Map.entry("industry", "Industry"),
            Map.entry("domain", "Website"),
            Map.entry("hq_city", "City"),
            Map.entry("hq_state", "State"),
            Map.entry("hq_postal_code", "PostalCode"),
            Map.entry("country", "Country"),
            Map.entry("hq_country", "Country"));

    private static final Map<String, String> OF_COMPANY = Map.of(
            "company", "Name",
            "phone", "Phone",
            "industry", "Industry",
            "domain", "Website",
            "hq_city", "BillingCity",
            "hq_state", "BillingState",
            "hq_postal_code", "BillingPostalCode",
            "hq_country", "BillingCountry");

    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("firstname", "first_name"),
            Map.entry("lastname", "last_name"),
            Map.entry("company", "company"),
            Map.entry("companyname", "company"),
            Map.entry("email", "email"),
            Map.entry("emailaddress", "email"),
            Map.entry("phone", "phone"),
            Map.entry("title", "title"),
            Map.entry("website", "domain"),
            Map.entry("domain", "domain"),
            Map.entry("linkedin", "linkedin"),
            Map.entry("linkedinurl", "linkedin"),
            Map.entry("country", "country"));

    private WishedFields() {}

    static Map<String, String> known(CrmRecord record) {
        Map<String, String> known = new LinkedHashMap<>();
        names(record).forEach((name, field) -> {
            String text = text(record, field);
            if (text != null && !name.startsWith("hq_") && !name.equals("name")) {
                known.put(name, name.equals("country") ? code(text) : text);
            }
        });
        return known;
    }

    /** @param fields under names of any system's. @return those that a look-up can use, by the contract's names */
    static Map<String, String> known(Map<String, @Nullable Object> fields) {
        Map<String, String> known = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            String plain = PLAIN.get(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
            if (plain != null && value != null) {
                String text = value.toString().strip();
                known.putIfAbsent(plain, plain.equals("country") ? code(text) : text);
            }
        });
        return known;
    }

    /** @return the fields that take a found value; only ones that the record was read with */
    static Map<String, FieldChange> changes(
            CrmRecord record, Map<String, WishedLookups.Value> values, Overwrite overwrite) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String field = names(record).get(name);
            if (field == null
                    || overwrite == Overwrite.NEVER
                    || !record.fields().containsKey(field)) {
                return;
            }
            String before = text(record, field);
            String written = written(name, value.text());
            if ((before == null || overwrite == Overwrite.ALWAYS) && !written.equals(before)) {
                changes.putIfAbsent(
                        field, new FieldChange(record.text(field), written, value.provider(), value.confidence()));
            }
        });
        return changes;
    }

    private static Map<String, String> names(CrmRecord record) {
        return record.object().equals(ACCOUNT) ? OF_COMPANY : OF_PERSON;
    }

    private static @Nullable String text(CrmRecord record, String field) {
        String text = record.text(field);
        return NOT_PROVIDED.equals(text) ? null : text;
    }

    private static String code(String country) {
        return Region.ofCountry(country).map(Region::code).orElse(country);
    }

    private static String written(String name, String text) {
        return switch (name) {
            case "domain" -> "https://" + text;
            case "country", "hq_country" ->
                Region.ofCountry(text).map(Region::englishName).orElse(text);
            default -> text;
        };
    }
}
