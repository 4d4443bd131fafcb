package io.lantern.hub.enrich;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which found value goes into which field. A blank is filled; what a person wrote is never replaced by something
 * else, only, where the settings say so, written in one form.
 */
final class FillPolicy {
    private final EnrichSettings settings;

    FillPolicy(EnrichSettings settings) {
        this.settings = settings;
    }

    Map<String, FieldChange> changes(CrmRecord record, ProviderAnswer email, Map<String, ProviderAnswer> phones) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        found(email, "domain")
                .ifPresent(domain -> fill(changes, record, "Website", "https://" + domain.text(), domain));
        found(email, "email_status").ifPresent(status -> own(changes, record, settings.emailStatusField(), status));
        phones.forEach((field, answer) -> {
            boolean valid = answer.field("phone_valid")
                    .filter(found -> found.value().equals(true))
                    .isPresent();
            if (valid) {
                found(answer, "phone").ifPresent(number -> rewrite(changes, record, field, number));
                found(answer, "country")
                        .ifPresent(country -> fill(changes, record, "Country", countryName(country), country));
                found(answer, "phone_type").ifPresent(type -> own(changes, record, settings.phoneTypeField(), type));
            }
        });
        return changes;
    }

    private Optional<Found> found(ProviderAnswer answer, String name) {
        return answer.field(name, settings.minConfidence());
    }

    private static void fill(
            Map<String, FieldChange> changes, CrmRecord record, String field, Object value, Found found) {
        if (record.fields().containsKey(field) && record.text(field) == null) {
            changes.putIfAbsent(field, new FieldChange(null, value, found.source(), found.confidence()));
        }
    }

    private void rewrite(Map<String, FieldChange> changes, CrmRecord record, String field, Found number) {
        String before = record.text(field);
        if (settings.normalisePhones() && before != null && !before.equals(number.text())) {
            changes.put(field, new FieldChange(before, number.text(), number.source(), number.confidence()));
        }
    }

    /** A field of the customer's own, kept by the hub: it follows what is found. */
    private static void own(Map<String, FieldChange> changes, CrmRecord record, @Nullable String field, Found found) {
        if (field != null && !found.value().equals(record.fields().get(field))) {
            changes.putIfAbsent(
                    field, new FieldChange(record.text(field), found.value(), found.source(), found.confidence()));
        }
    }

    /** Salesforce's address fields hold names, as people type them. */
    private static String countryName(Found country) {
        return new Locale.Builder().setRegion(country.text()).build().getDisplayCountry(Locale.ENGLISH);
    }
}
