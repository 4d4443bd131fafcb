package io.lantern.hub.form;

import io.lantern.hub.enrich.WishedLookups;
import io.lantern.hub.provider.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between the names of forms, of look-ups and of Salesforce. */
final class FormLeadFields {
    private static final List<String> CLUES =
            List.of("first_name", "last_name", "email", "company", "phone", "title", "domain", "linkedin");

    /** What a look-up calls it, to what the form would have called it. */
    private static final Map<String, String> FOUND = Map.ofEntries(
            Map.entry("name", "company"),
            Map.entry("domain", "website"),
            Map.entry("email", "email"),
            Map.entry("phone", "phone"),
            Map.entry("title", "title"),
            Map.entry("industry", "industry"),
            Map.entry("size_range", "company_size"),
            Map.entry("linkedin_url", "linkedin_url"),
            Map.entry("hq_city", "city"),
            Map.entry("hq_state", "state"),
            Map.entry("hq_postal_code", "postal_code"),
            Map.entry("hq_country", "country"));

    private static final Map<String, String> SALESFORCE = Map.ofEntries(
            Map.entry("first_name", "FirstName"),
            Map.entry("last_name", "LastName"),
            Map.entry("email", "Email"),
            Map.entry("company", "Company"),
            Map.entry("phone", "Phone"),
            Map.entry("title", "Title"),
            Map.entry("country", "Country"),
            Map.entry("website", "Website"),
            Map.entry("industry", "Industry"),
            Map.entry("city", "City"),
            Map.entry("state", "State"),
            Map.entry("postal_code", "PostalCode"));

    private FormLeadFields() {}

    /** @return what look-ups may use */
    static Map<String, String> clues(Map<String, Object> lead) {
        Map<String, String> clues = new LinkedHashMap<>();
        CLUES.forEach(name -> {
            Object value = lead.get(name);
            if (value != null) {
                clues.put(name, value.toString());
            }
        });
        Object country = lead.get("country");
        if (country != null) {
            clues.put(
                    "country",
                    Region.ofCountry(country.toString()).map(Region::code).orElse(country.toString()));
        }
        return clues;
    }

    /** @return the lead with what was found; what a person entered stays */
    static Map<String, Object> with(Map<String, Object> lead, Map<String, WishedLookups.Value> found) {
        Map<String, Object> all = new LinkedHashMap<>(lead);
        found.forEach((name, value) -> {
            String field = FOUND.get(name);
            if (field != null) {
                all.putIfAbsent(field, field.equals("website") ? "https://" + value.text() : value.text());
            }
        });
        return all;
    }

    /** @return under Salesforce's names where it has some */
    static Map<String, Object> salesforce(Map<String, Object> lead) {
        Map<String, Object> named = new LinkedHashMap<>();
        lead.forEach((name, value) -> named.put(SALESFORCE.getOrDefault(name, name), value));
        return named;
    }
}
