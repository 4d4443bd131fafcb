package io.lantern.hub.agent.batch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Field names as callers have them, to the names enrichment knows. A record may have the contract's names
 * ({@code first_name}) or Salesforce's ({@code FirstName}); case and underscores do not matter.
 */
final class RecordFields {
    private static final Map<String, String> PERSON = Map.ofEntries(
            Map.entry("firstname", "first_name"),
            Map.entry("lastname", "last_name"),
            Map.entry("company", "company"),
            Map.entry("companyname", "company"),
            Map.entry("account.name", "company"),
            Map.entry("domain", "domain"),
            Map.entry("companydomain", "domain"),
            Map.entry("companyurl", "domain"),
            Map.entry("website", "domain"),
            Map.entry("account.website", "domain"),
            Map.entry("email", "email"),
            Map.entry("linkedin", "linkedin"),
            Map.entry("linkedinid", "linkedin"),
            Map.entry("linkedinurl", "linkedin"),
            Map.entry("country", "country"),
            Map.entry("mailingcountry", "country"),
            Map.entry("billingcountry", "country"));

    private RecordFields() {}

    /** @return what is known by the contract's names; other fields are left out, of two names for one the first counts */
    static Map<String, String> known(Map<String, ? extends @Nullable Object> fields, boolean company) {
        Map<String, String> known = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            String plain = field.toLowerCase(Locale.ROOT).replace("_", "");
            String name = company && plain.equals("name") ? "company" : PERSON.get(plain);
            String text = value == null ? "" : value.toString().strip();
            if (name != null && !text.isEmpty()) {
                known.putIfAbsent(name, text);
            }
        });
        return known;
    }
}
