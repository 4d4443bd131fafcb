package io.lantern.hub.match.mirror;

import io.lantern.hub.match.value.CompanyName;
import io.lantern.hub.match.value.Email;
import io.lantern.hub.match.value.PersonName;
import io.lantern.hub.match.value.Phone;
import io.lantern.hub.match.value.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record or a candidate in the form it is compared in.
 *
 * @param id the record's 18-character id, or the candidate's own
 * @param fields as they came: API field name to value, of a candidate also alias to value
 * @param person null when the record names none
 * @param company null when the record names none
 * @param domains registrable domains of one company, website first; mail providers and shared sites are left out
 * @param email null when there is none
 * @param phones in the order of the fields
 * @param linkedin slug, lower case; null when there is none
 */
public record Profile(
        String id,
        Map<String, Object> fields,
        @Nullable PersonName person,
        @Nullable CompanyName company,
        List<String> domains,
        @Nullable Email email,
        List<Phone> phones,
        Place place,
        @Nullable String linkedin) {
    public Profile {
        fields = Map.copyOf(fields);
        domains = List.copyOf(domains);
        phones = List.copyOf(phones);
    }

    /** @param field in any case. @return its value as trimmed text, or null when it is absent or blank */
    public @Nullable String text(String field) {
        for (Map.Entry<String, Object> entry : fields.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(field)) {
                String text = entry.getValue().toString().strip();
                return text.isEmpty() ? null : text;
            }
        }
        return null;
    }
}
