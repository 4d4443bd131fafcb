package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillPolicyTest {
    private static final EnrichSettings DEFAULTS = new EnrichSettings(0.7, true, null, null, null, List.of());
    private static final ProviderAnswer NOTHING = new ProviderAnswer(List.of());

    @Test
    void a_blank_website_takes_the_domain_and_says_where_it_comes_from() {
        Map<String, FieldChange> changes =
                new FillPolicy(DEFAULTS).changes(blank("Website"), email("domain", "acme.example", 0.9), Map.of());

        assertThat(changes)
                .isEqualTo(Map.of("Website", new FieldChange(null, "https://acme.example", "builtin.email", 0.9)));
    }

    @Test
    void what_a_person_wrote_is_never_replaced_by_something_else() {
        CrmRecord record = record(Map.of("Website", "acme.example.org", "Phone", "030 1234567", "Country", "Austria"));

        Map<String, FieldChange> changes = new FillPolicy(DEFAULTS)
                .changes(record, email("domain", "acme.example", 0.9), Map.of("Phone", germanPhone(0.95)));

        assertThat(changes).doesNotContainKeys("Website", "Country");
    }

    /** A workflow's settings say which fields it reads; one that was not read may hold anything. */
    @Test
    void a_field_that_was_not_read_is_not_filled() {
        assertThat(new FillPolicy(DEFAULTS).changes(record(Map.of()), email("domain", "acme.example", 0.9), Map.of()))
                .isEmpty();
    }

    @Test
    void a_value_below_the_confidence_asked_for_is_not_used() {
        EnrichSettings strict = new EnrichSettings(0.91, true, null, null, null, List.of());

        assertThat(new FillPolicy(strict).changes(blank("Website"), email("domain", "acme.example", 0.9), Map.of()))
                .isEmpty();
        assertThat(new FillPolicy(new EnrichSettings(0.9, true, null, null, null, List.of()))
                        .changes(blank("Website"), email("domain", "acme.example", 0.9), Map.of()))
                .as("just enough")
                .containsOnlyKeys("Website");
    }

    @Test
    void a_number_is_written_in_one_form_and_the_old_form_is_kept_in_the_change() {
        CrmRecord record = record(Map.of("Phone", "030 1234567"));

        assertThat(new FillPolicy(DEFAULTS).changes(record, NOTHING, Map.of("Phone", germanPhone(0.95))))
                .isEqualTo(Map.of("Phone", new FieldChange("030 1234567", "+49301234567", "builtin.phone", 0.95)));
    }

    @Test
    void a_number_keeps_its_form_when_the_settings_say_so_or_it_has_the_form() {
        EnrichSettings asWritten = new EnrichSettings(0.7, false, null, null, null, List.of());

        assertThat(new FillPolicy(asWritten)
                        .changes(record(Map.of("Phone", "030 1234567")), NOTHING, Map.of("Phone", germanPhone(0.95))))
                .isEmpty();
        assertThat(new FillPolicy(DEFAULTS)
                        .changes(record(Map.of("Phone", "+49301234567")), NOTHING, Map.of("Phone", germanPhone(0.95))))
                .isEmpty();
    }

    @Test
    void a_number_that_is_not_valid_changes_nothing() {
        ProviderAnswer invalid = answer(
                found("phone", "+49301", 0.95, "builtin.phone"),
                found("phone_valid", false, 0.95, "builtin.phone"),
                found("country", "DE", 0.9, "builtin.phone"));
        CrmRecord record = blank("Country").with(Map.of("Phone", "0301"));

        assertThat(new FillPolicy(DEFAULTS).changes(record, NOTHING, Map.of("Phone", invalid)))
                .isEmpty();
    }

    @Test
    void a_blank_country_takes_the_name_of_the_first_numbers_country() {
        Map<String, ProviderAnswer> phones = new LinkedHashMap<>();
        phones.put("Phone", germanPhone(0.95));
        phones.put(
                "MobilePhone",
                answer(
                        found("phone_valid", true, 0.95, "builtin.phone"),
                        found("country", "AT", 0.9, "builtin.phone")));

        Map<String, FieldChange> changes = new FillPolicy(DEFAULTS).changes(blank("Country"), NOTHING, phones);

        assertThat(changes).isEqualTo(Map.of("Country", new FieldChange(null, "Germany", "builtin.phone", 0.9)));
    }

    @Test
    void the_customers_own_fields_follow_what_is_found() {
        EnrichSettings own = new EnrichSettings(0.5, true, null, "Phone_Type__c", "Email_Status__c", List.of());
        CrmRecord record =
                record(Map.of("Phone", "+49301234567", "Phone_Type__c", "mobile", "Email_Status__c", "unknown"));

        Map<String, FieldChange> changes = new FillPolicy(own)
                .changes(record, email("email_status", "risky", 0.8), Map.of("Phone", germanPhone(0.95)));

        assertThat(changes)
                .isEqualTo(Map.of(
                        "Email_Status__c", new FieldChange("unknown", "risky", "builtin.email", 0.8),
                        "Phone_Type__c", new FieldChange("mobile", "fixed_line", "builtin.phone", 0.95)));
        CrmRecord after = record.with(Map.of("Email_Status__c", "risky", "Phone_Type__c", "fixed_line"));
        assertThat(new FillPolicy(own)
                        .changes(after, email("email_status", "risky", 0.8), Map.of("Phone", germanPhone(0.95))))
                .as("the same again is no change")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // policy, what is there, when the record was changed, when the source saw its value, what is written
        "FILL_BLANKS,                 ,                              ,                     , https://acme.example",
        "FILL_BLANKS, www.old.example ,                              ,                     ,",
        "ALWAYS,      www.old.example ,                              ,                     , https://acme.example",
        "ALWAYS,      https://acme.example,                          ,                     ,",
        "NEWER,       www.old.example , 2026-03-01T10:00:00.000+0000 , 2026-03-02T10:00:00Z, https://acme.example",
        "NEWER,       www.old.example , 2026-03-01T10:00:00.000+0000 , 2026-02-27T10:00:00Z,",
        "NEWER,       www.old.example , 2026-03-01T10:00:00.000+0000 ,                     , https://acme.example",
        "NEWER,       www.old.example ,                              , 2026-03-02T10:00:00Z,",
        "NEWER,       www.old.example , 2026-03-01T10:00:00.000+0000 , lately              ,",
        "NEWER,                       ,                              ,                     , https://acme.example",
        "NEVER,                       ,                              ,                     ,",
    })
    void a_rule_of_the_settings_says_when_a_field_is_written(
            FieldRule.Policy policy,
            @Nullable String before,
            @Nullable String changedAt,
            @Nullable String verifiedAt,
            @Nullable String written) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("Website", before);
        fields.put("LastModifiedDate", changedAt);
        ProviderAnswer answer = verifiedAt == null
                ? email("domain", "acme.example", 0.9)
                : answer(
                        found("domain", "acme.example", 0.9, "acme.email"),
                        found("verified_at", verifiedAt, 1, "acme.email"));

        Map<String, FieldChange> changes = new FillPolicy(writing("domain", "Website", policy))
                .changes(record(Map.of()).with(fields), answer, Map.of());

        FieldChange change = changes.get("Website");
        assertThat(change == null ? null : change.to()).isEqualTo(written);
    }

    @Test
    void a_found_value_goes_into_a_field_of_ones_own() {
        EnrichSettings settings = writing("country", "Phone_Country__c", FieldRule.Policy.ALWAYS);

        Map<String, FieldChange> changes = new FillPolicy(settings)
                .changes(record(Map.of("Phone", "+49301234567")), NOTHING, Map.of("Phone", germanPhone(0.95)));

        assertThat(changes)
                .isEqualTo(Map.of("Phone_Country__c", new FieldChange(null, "Germany", "builtin.phone", 0.9)));
    }

    @Test
    void a_number_is_left_as_it_is_when_its_field_is_never_written() {
        EnrichSettings settings = writing("phone", "Phone", FieldRule.Policy.NEVER);

        assertThat(new FillPolicy(settings)
                        .changes(record(Map.of("Phone", "030 1234567")), NOTHING, Map.of("Phone", germanPhone(0.95))))
                .isEmpty();
    }

    private static EnrichSettings writing(String value, String field, FieldRule.Policy policy) {
        return new EnrichSettings(0.7, true, null, null, null, List.of(new FieldRule(value, field, policy)));
    }

    private static ProviderAnswer germanPhone(double confidence) {
        return answer(
                found("phone", "+49301234567", confidence, "builtin.phone"),
                found("phone_valid", true, confidence, "builtin.phone"),
                found("phone_type", "fixed_line", confidence, "builtin.phone"),
                found("country", "DE", Math.min(confidence, 0.9), "builtin.phone"));
    }

    private static ProviderAnswer email(String field, Object value, double confidence) {
        return answer(found(field, value, confidence, "builtin.email"));
    }

    private static ProviderAnswer answer(Found... found) {
        return new ProviderAnswer(Arrays.asList(found));
    }

    private static Found found(String field, Object value, double confidence, String source) {
        return new Found(field, value, confidence, source);
    }

    private static CrmRecord blank(String field) {
        Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
        nothing.put(field, null);
        return record(Map.of()).with(nothing);
    }

    private static CrmRecord record(Map<String, Object> fields) {
        return new CrmRecord("Lead", SalesforceId.of("00Q000000000001EAA"), fields);
    }
}
