package io.lantern.hub.enrich;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import io.lantern.hub.provider.Region;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which found value goes into which field. Unless the settings say otherwise a blank is filled, and what a person wrote
 * is never replaced by something else, only written in one form.
 */
final class FillPolicy {
    private final EnrichSettings settings;
    private final Map<String, FieldRule> rules = new LinkedHashMap<>();

    FillPolicy(EnrichSettings settings) {
        this.settings = settings;
        rule("domain", "Website", FieldRule.Policy.FILL_BLANKS);
        rule("country", "Country", FieldRule.Policy.FILL_BLANKS);
        // Fields of the customer's own that the hub keeps: they follow what is found.
        rule("email_status", settings.emailStatusField(), FieldRule.Policy.ALWAYS);
        rule("phone_type", settings.phoneTypeField(), FieldRule.Policy.ALWAYS);
        settings.write().forEach(rule -> rules.put(rule.field(), rule));
    }

    Map<String, FieldChange> changes(CrmRecord record, ProviderAnswer email, Map<String, ProviderAnswer> phones) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        apply(changes, record, email);
        phones.forEach((field, answer) -> {
            boolean valid = answer.field("phone_valid")
                    .filter(found -> found.value().equals(true))
                    .isPresent();
            if (valid) {
                found(answer, "phone").ifPresent(number -> rewrite(changes, record, field, number));
                apply(changes, record, answer);
            }
        });
        return changes;
    }

    private void apply(Map<String, FieldChange> changes, CrmRecord record, ProviderAnswer answer) {
        for (FieldRule rule : rules.values()) {
            found(answer, rule.value()).ifPresent(found -> write(changes, record, rule, found, answer));
        }
    }

    private Optional<Found> found(ProviderAnswer answer, String name) {
        return answer.field(name, settings.minConfidence());
    }

    private static void write(
            Map<String, FieldChange> changes, CrmRecord record, FieldRule rule, Found found, ProviderAnswer answer) {
        String before = record.text(rule.field());
        Object value = written(rule.field(), found);
        boolean kept =
                rule.policy() != FieldRule.Policy.ALWAYS && !record.fields().containsKey(rule.field());
        String verifiedAt = answer.field("verified_at").map(Found::text).orElse(null);
        // A field that was not read may hold anything.
        if (!kept
                && !value.toString().equals(before)
                && rule.writes(before, record.text("LastModifiedDate"), verifiedAt)) {
            changes.putIfAbsent(rule.field(), new FieldChange(before, value, found.source(), found.confidence()));
        }
    }

    private void rewrite(Map<String, FieldChange> changes, CrmRecord record, String field, Found number) {
        FieldRule own = rules.get(field);
        boolean allowed = own == null || own.policy() != FieldRule.Policy.NEVER;
        String before = record.text(field);
        if (settings.normalisePhones() && allowed && before != null && !before.equals(number.text())) {
            changes.put(field, new FieldChange(before, number.text(), number.source(), number.confidence()));
        }
    }

    /** Salesforce's fields for addresses of pages and countries hold them as people type them. */
    private static Object written(String field, Found found) {
        return switch (found.field()) {
            case "domain" -> field.equals("Website") ? "https://" + found.text() : found.value();
            case "country" ->
                field.endsWith("Code")
                        ? found.value()
                        : Region.ofCountry(found.text())
                                .map(Region::englishName)
                                .orElse(found.text());
            default -> found.value();
        };
    }

    private void rule(String value, @Nullable String field, FieldRule.Policy policy) {
        if (field != null) {
            rules.put(field, new FieldRule(value, field, policy));
        }
    }
}
