package io.lantern.sandbox.salesforce.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.data.Conversion.Ask;
import io.lantern.sandbox.salesforce.data.Conversion.Converted;
import io.lantern.sandbox.salesforce.seed.Seeding;
import io.lantern.sandbox.salesforce.session.Sessions;
import io.lantern.sandbox.salesforce.soql.SoqlEngine;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgStores;
import io.lantern.sandbox.salesforce.store.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What conversion and merge move, and what they refuse. */
class ConversionTest {
    private static final String STATUS = "Closed - Converted";

    @TempDir
    Path folder;

    private OrgStore store;
    private Org org;
    private String admin;

    @BeforeEach
    void open() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
        Faults faults = new Faults(clock);
        store = OrgStores.open(folder, clock, Seeding.BARE);
        org = Org.over(
                store,
                new Sessions(store, clock, faults),
                faults,
                clock,
                SoqlEngine::query,
                (t, type, fields) -> "none");
        admin = Objects.requireNonNull(org.user("admin@sandbox.example")).id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_new_opportunity_closes_at_the_end_of_the_quarter_and_belongs_to_the_owner() {
        String lead = make("Lead", Map.of("LastName", "A", "Company", "Quarter", "LeadSource", "Web"));

        Converted converted = convert(ask(lead, null, null, null, false));

        Row opportunity = row("Opportunity", Objects.requireNonNull(converted.opportunityId()));
        assertThat(opportunity.get("CloseDate")).isEqualTo("2026-12-31");
        assertThat(opportunity.get("Name")).isEqualTo("Quarter");
        assertThat(opportunity.get("OwnerId")).isEqualTo(admin);
        assertThat(opportunity.get("LeadSource")).isEqualTo("Web");
        assertThat(store.rows("OpportunityContactRole", "OpportunityId", opportunity.id()))
                .singleElement()
                .satisfies(role -> assertThat(role.get("ContactId")).isEqualTo(converted.contactId()));
    }

    @Test
    void a_quarter_ends_with_its_third_month() {
        assertThat(Conversion.endOfQuarter(LocalDate.of(2026, 1, 1))).isEqualTo("2026-03-31");
        assertThat(Conversion.endOfQuarter(LocalDate.of(2026, 6, 30))).isEqualTo("2026-06-30");
        assertThat(Conversion.endOfQuarter(LocalDate.of(2026, 8, 15))).isEqualTo("2026-09-30");
    }

    @Test
    void a_lead_of_a_queue_needs_an_owner_who_is_a_user() {
        String queue = make("Group", Map.of("Name", "Inbound", "DeveloperName", "Inbound", "Type", "Queue"));
        make("QueueSobject", Map.of("QueueId", queue, "SobjectType", "Lead"));
        String lead = make("Lead", Map.of("LastName", "Q", "Company", "Queue", "OwnerId", queue));

        assertThatThrownBy(() -> convert(ask(lead, null, null, null, true)))
                .isInstanceOf(OrgFault.class)
                .hasMessageContaining("can only be owned by users");
        assertThat(convert(ask(lead, null, null, admin, true)).accountId()).startsWith("001");
    }

    @Test
    void a_contact_of_another_account_is_refused_and_nothing_is_written() {
        String account = make("Account", Map.of("Name", "One"));
        String other = make("Account", Map.of("Name", "Other"));
        String contact = make("Contact", Map.of("LastName", "C", "AccountId", other));
        String lead = make("Lead", Map.of("LastName", "L", "Company", "L", "Website", "l.example"));

        assertThatThrownBy(() -> convert(ask(lead, account, contact, null, true)))
                .isInstanceOf(OrgFault.class);

        assertThat(row("Account", account).get("Website")).isNull();
        assertThat(row("Lead", lead).get("IsConverted")).isEqualTo(false);
    }

    @Test
    void the_lead_source_is_overwritten_only_when_asked() {
        String account = make("Account", Map.of("Name", "One"));
        String contact = make("Contact", Map.of("LastName", "C", "AccountId", account, "LeadSource", "Other"));
        String lead = make("Lead", Map.of("LastName", "L", "Company", "L", "LeadSource", "Web"));

        convert(new Ask(
                lead, account, contact, STATUS, true, null, null, null, true, false, Map.of(), Map.of(), Map.of()));

        assertThat(row("Contact", contact).get("LeadSource")).isEqualTo("Web");
    }

    @Test
    void a_merge_keeps_one_membership_per_campaign_and_breaks_no_hierarchy() {
        String campaign = make("Campaign", Map.of("Name", "Fair"));
        String master = make("Contact", Map.of("LastName", "Master"));
        String loser = make("Contact", Map.of("LastName", "Loser"));
        make("CampaignMember", Map.of("CampaignId", campaign, "ContactId", master));
        make("CampaignMember", Map.of("CampaignId", campaign, "ContactId", loser));
        String parent = make("Account", Map.of("Name", "Parent"));
        String child = make("Account", Map.of("Name", "Child", "ParentId", parent));

        merge("Contact", master, loser);
        merge("Account", child, parent);

        assertThat(store.rows("CampaignMember", "CampaignId", campaign).filter(row -> !row.isDeleted()))
                .singleElement()
                .satisfies(member -> assertThat(member.get("ContactId")).isEqualTo(master));
        assertThat(row("Account", child).get("ParentId")).isNull();
        assertThat(row("Account", parent).get("MasterRecordId")).isEqualTo(child);
    }

    @Test
    void a_merge_takes_at_most_two_losers() {
        List<String> ids = List.of("a", "b", "c", "d").stream()
                .map(name -> make("Account", Map.of("Name", name)))
                .toList();

        assertThatThrownBy(() -> merge("Account", ids.get(0), ids.get(1), ids.get(2), ids.get(3)))
                .isInstanceOfSatisfying(
                        OrgFault.class, fault -> assertThat(fault.code()).isEqualTo("INVALID_MERGE_RECORD"));
        assertThatThrownBy(() -> merge("Account", ids.get(0), ids.get(0))).isInstanceOf(OrgFault.class);
    }

    private Converted convert(Ask ask) {
        return store.inTransaction(actor(), transaction -> Conversion.convert(org, transaction, ask));
    }

    private void merge(String type, String master, String... losers) {
        store.inTransaction(
                actor(),
                transaction -> Merging.merge(org, transaction, org.type(type), master, Map.of(), List.of(losers)));
    }

    private static Ask ask(
            String lead,
            @Nullable String account,
            @Nullable String contact,
            @Nullable String owner,
            boolean noOpportunity) {
        return new Ask(
                lead,
                account,
                contact,
                STATUS,
                noOpportunity,
                null,
                null,
                owner,
                false,
                false,
                Map.of(),
                Map.of(),
                Map.of());
    }

    private String make(String type, Map<String, Object> values) {
        return store.inTransaction(actor(), transaction -> transaction.create(type, values));
    }

    private Row row(String type, String id) {
        return Objects.requireNonNull(store.find(type, id));
    }

    private Actor actor() {
        return new Actor(admin, null, "soap", "60.0");
    }
}
