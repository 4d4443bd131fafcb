package io.lantern.hub.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.convert.ConvertRequest.Winner;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.SalesforceId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurvivorshipTest {
    private static final String EARLIER = "2026-03-01T09:00:00.000+0000";
    private static final String LATER = "2026-03-01T09:00:01.000+0000";

    @Test
    void the_lead_wins_where_the_policy_says_so_and_the_old_value_is_kept_in_the_log() {
        Map<String, FieldChange> changes =
                Survivorship.changes(Map.of("Title", Winner.LEAD), lead("CTO", EARLIER), contact("Engineer", LATER));

        assertThat(changes).isEqualTo(Map.of("Title", new FieldChange("Engineer", "CTO", "merge policy lead", null)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Winner.class,
            names = {"FILL_BLANKS", "CONTACT"})
    void the_contact_keeps_what_it_has_under_the_other_policies(Winner policy) {
        assertThat(Survivorship.changes(Map.of("Title", policy), lead("CTO", LATER), contact("Engineer", EARLIER)))
                .isEmpty();
    }

    @Test
    void newest_takes_the_value_of_the_record_that_was_changed_last() {
        Map<String, Winner> newest = Map.of("Title", Winner.NEWEST);

        assertThat(Survivorship.changes(newest, lead("CTO", LATER), contact("Engineer", EARLIER)))
                .isEqualTo(Map.of("Title", new FieldChange("Engineer", "CTO", "merge policy newest", null)));
        assertThat(Survivorship.changes(newest, lead("CTO", EARLIER), contact("Engineer", LATER)))
                .isEmpty();
        assertThat(Survivorship.changes(newest, lead("CTO", EARLIER), contact("Engineer", EARLIER)))
                .as("a tie keeps the contact's")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Winner.class)
    void a_blank_never_wins_and_a_blank_contact_is_left_to_salesforce(Winner policy) {
        Map<String, Winner> title = Map.of("Title", policy);

        assertThat(Survivorship.changes(title, lead(null, LATER), contact("Engineer", EARLIER)))
                .isEmpty();
        assertThat(Survivorship.changes(title, lead("  ", LATER), contact("Engineer", EARLIER)))
                .isEmpty();
        assertThat(Survivorship.changes(title, lead("CTO", LATER), contact(null, EARLIER)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Winner.class)
    void the_same_value_is_no_change(Winner policy) {
        assertThat(Survivorship.changes(Map.of("Title", policy), lead("CTO", LATER), contact(" CTO ", EARLIER)))
                .isEmpty();
    }

    @Test
    void fields_without_policy_are_not_touched() {
        CrmRecord lead = lead("CTO", LATER).with(Map.of("Phone", "+14155550134"));
        CrmRecord contact = contact("Engineer", EARLIER).with(Map.of("Phone", "+14155550100"));

        assertThat(Survivorship.changes(Map.of("Phone", Winner.LEAD), lead, contact))
                .containsOnlyKeys("Phone");
    }

    @Test
    void several_fields_keep_the_order_of_the_policy() {
        Map<String, Winner> policy = new LinkedHashMap<>();
        policy.put("Title", Winner.LEAD);
        policy.put("City", Winner.NEWEST);
        policy.put("Phone", Winner.LEAD);
        CrmRecord lead = lead("CTO", LATER).with(Map.of("City", "Oslo", "Phone", "2"));
        CrmRecord contact = contact("Engineer", EARLIER).with(Map.of("City", "Bergen", "Phone", "1"));

        assertThat(Survivorship.changes(policy, lead, contact)).containsOnlyKeys("Title", "City", "Phone");
        assertThat(Survivorship.changes(policy, lead, contact).keySet()).containsExactly("Title", "City", "Phone");
    }

    private static CrmRecord lead(@Nullable String title, String modified) {
        return record("Lead", Matched.LEAD, title, modified);
    }

    private static CrmRecord contact(@Nullable String title, String modified) {
        return record("Contact", Matched.CONTACT, title, modified);
    }

    private static CrmRecord record(String object, String id, @Nullable String title, String modified) {
        Map<String, Object> fields = title == null
                ? Map.of("LastModifiedDate", modified)
                : Map.of("LastModifiedDate", modified, "Title", title);
        return new CrmRecord(object, SalesforceId.of(id), fields);
    }
}
