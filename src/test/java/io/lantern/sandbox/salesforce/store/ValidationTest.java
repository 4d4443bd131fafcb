package io.lantern.sandbox.salesforce.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lantern.sandbox.salesforce.seed.Seeding;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationTest {
    private OrgStore store;
    private Actor actor;
    private Actor founder;

    @BeforeAll
    void open(@TempDir Path folder) {
        store = OrgStores.open(folder, new Ticks(), Seeding.COMPANY);
        String admin = OrgStores.firstUser(store.schema());
        actor = new Actor(admin, null, "rest", "60.0");
        founder = new Actor(admin, null, "seed", "60.0");
    }

    @AfterAll
    void close() {
        store.close();
    }

    private String create(String type, Map<String, ? extends @Nullable Object> values) {
        return store.inTransaction(actor, tx -> tx.create(type, values));
    }

    private void update(String type, String id, Map<String, ? extends @Nullable Object> values) {
        store.inTransaction(actor, tx -> {
            tx.update(type, id, values);
            return true;
        });
    }

    private Row row(String type, String id) {
        return Objects.requireNonNull(store.find(type, id));
    }

    private OrgFault refused(Runnable write) {
        return Objects.requireNonNull(catchThrowableOfType(OrgFault.class, write::run));
    }

    private static Map<String, Object> lead(String field, Object value) {
        Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Roe", "Company", "Acme"));
        lead.put(field, value);
        return lead;
    }

    private String userWhere(String field, Object value) {
        return store.rows("User", field, value).findFirst().orElseThrow().id();
    }

    @Test
    void required_fields_are_named_together() {
        OrgFault fault = refused(() -> create("Lead", Map.of("FirstName", "A", "Company", "  ")));

        assertThat(fault.code()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(fault.text()).isEqualTo("Required fields are missing: [LastName, Company]");
        assertThat(fault.fields()).containsExactly("LastName", "Company");

        String id = create("Lead", lead("City", "Bonn"));
        Map<String, @Nullable Object> blank = new HashMap<>();
        blank.put("company", null);
        assertThat(refused(() -> update("Lead", id, blank)).text()).isEqualTo("Required fields are missing: [Company]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Nope            | x          | INVALID_FIELD | No such column 'Nope' on sobject of type Lead
                    CreatedDate     | 2020-01-01 | INVALID_FIELD_FOR_INSERT_UPDATE | Unable to create/update fields: CreatedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.
                    Name            | A B        | INVALID_FIELD_FOR_INSERT_UPDATE | Unable to create/update fields: Name. Please
                    Id              | 00Q        | INVALID_FIELD_FOR_INSERT_UPDATE | cannot specify Id in an insert call
                    FirstName       | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | STRING_TOO_LONG | First Name: data value too large: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (max length=40)
                    Email           | foo        | INVALID_EMAIL_ADDRESS | Email: invalid email address: foo
                    Email           | a@b        | INVALID_EMAIL_ADDRESS | Email: invalid email address: a@b
                    NumberOfEmployees | many     | JSON_PARSER_ERROR | Cannot deserialize instance of int from VALUE_STRING value many
                    NumberOfEmployees | 123456789 | NUMBER_OUTSIDE_VALID_RANGE | Employees: value outside of valid range on numeric field: 123456789
                    AnnualRevenue   | 1e999999999 | NUMBER_OUTSIDE_VALID_RANGE | AnnualRevenue
                    HasOptedOutOfEmail | maybe   | JSON_PARSER_ERROR | boolean
                    EmailBouncedDate | soon      | JSON_PARSER_ERROR | datetime
                    GeocodeAccuracy | Guess      | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | bad value for restricted picklist field: Guess
                    OwnerId         | 123        | MALFORMED_ID | Owner ID: id value of incorrect type: 123
                    OwnerId         | 003Lt0000000001IAA | FIELD_INTEGRITY_EXCEPTION | Owner ID: id value of incorrect type: 003Lt0000000001IAA
                    OwnerId         | 005Lt0000zzzzzz | INVALID_CROSS_REFERENCE_KEY | invalid cross reference id
                    """)
    void a_wrong_value_is_refused(String field, String value, String code, String text) {
        OrgFault fault = refused(() -> create("Lead", lead(field, value)));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.httpStatus()).isEqualTo(400);
        assertThat(fault.text()).contains(text.equals("AnnualRevenue") ? "value outside of valid range" : text);
    }

    @Test
    void an_inactive_owner_is_refused_and_a_queue_owns_only_what_it_serves() {
        String inactive = userWhere("IsActive", false);
        OrgFault fault = refused(() -> create("Lead", lead("OwnerId", inactive)));
        assertThat(fault.code()).isEqualTo("INACTIVE_OWNER_OR_USER");
        assertThat(fault.text())
                .isEqualTo(
                        "operation performed with inactive user [" + inactive.substring(0, 15) + "] as owner of lead");

        String queue = store.rows("Group", "DeveloperName", "Inbound_Leads")
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(row("Lead", create("Lead", lead("OwnerId", queue))).text("OwnerId"))
                .isEqualTo(queue);
        assertThat(refused(() -> create("Case", Map.of("OwnerId", queue))).text())
                .isEqualTo("Queue not associated with this SObject type");
        assertThat(refused(() -> create("Account", Map.of("Name", "A", "OwnerId", queue)))
                        .code())
                .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    }

    @Test
    void defaults_and_computed_fields_are_filled_in() {
        Row lead = row("Lead", create("lead", Map.of("lastname", "Roe ", "firstName", "Ann", "COMPANY", "Acme")));

        assertThat(lead.text("Name")).isEqualTo("Ann Roe");
        assertThat(lead.text("Status")).isEqualTo("Open - Not Contacted");
        assertThat(lead.text("OwnerId")).isEqualTo(actor.userId());
        assertThat(lead.get("IsConverted")).isEqualTo(false);
        assertThat(lead.text("CreatedDate")).isEqualTo("2026-05-20T10:15:30.000+0000");
        assertThat(lead.text("SystemModstamp")).isEqualTo(lead.text("CreatedDate"));
        assertThat(lead.text("CreatedById")).isEqualTo(actor.userId());
        assertThat(lead.values().keySet()).startsWith("IsDeleted", "OwnerId", "MasterRecordId", "LastName");
    }

    @Test
    void text_is_read_as_the_field_wants_it() {
        Row note = row(
                "Lantern_Note__c",
                create(
                        "Lantern_Note__c",
                        Map.of(
                                "Score__c", "2.345",
                                "Pinned__c", "true",
                                "Noted_On__c", "2026-05-01",
                                "Noted_At__c", "2026-05-01T12:00:00.999+02:00",
                                "Topics__c", "legal; Pricing",
                                "Kind__c", "reply")));

        assertThat(note.get("Score__c")).isEqualTo(new BigDecimal("2.35"));
        assertThat(note.get("Pinned__c")).isEqualTo(true);
        assertThat(note.text("Noted_At__c")).isEqualTo("2026-05-01T10:00:00.000+0000");
        assertThat(note.text("Topics__c")).isEqualTo("Pricing;Legal");
        assertThat(note.text("Kind__c")).isEqualTo("Reply");
    }

    @Test
    void a_unique_external_id_is_unique() {
        String id = create("Lead", lead("Lantern_External_Id__c", "X-1"));

        OrgFault fault = refused(() -> create("Lead", lead("Lantern_External_Id__c", "x-1")));
        assertThat(fault.code()).isEqualTo("DUPLICATE_VALUE");
        assertThat(fault.text())
                .isEqualTo("duplicate value found: Lantern_External_Id__c duplicates value on record with id: "
                        + id.substring(0, 15));
        update("Lead", id, Map.of("Lantern_External_Id__c", "X-1"));
    }

    @Test
    void a_parent_can_be_named_by_its_external_id() {
        String account = create("Account", Map.of("Name", "Parent", "External_Id__c", "A-77"));

        String contact = create(
                "Contact", Map.<String, Object>of("LastName", "Kid", "Account", Map.of("External_Id__c", "a-77")));

        assertThat(row("Contact", contact).text("AccountId")).isEqualTo(account);
        assertThat(refused(() -> create(
                                "Contact",
                                Map.<String, Object>of("LastName", "Kid", "Account", Map.of("External_Id__c", "none"))))
                        .text())
                .isEqualTo("Foreign key external ID: none not found for field External_Id__c in entity Account");
    }

    @Test
    void a_converted_lead_can_neither_change_nor_be_referred_to() {
        String id = create("Lead", lead("City", "Bonn"));
        store.inTransaction(actor, tx -> {
            tx.force("Lead", id, Map.<String, Object>of("IsConverted", true, "Status", "Closed - Converted"));
            return true;
        });

        OrgFault fault = refused(() -> update("Lead", id, Map.of("City", "Ulm")));
        assertThat(fault.code()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
        assertThat(fault.text()).isEqualTo("cannot reference converted lead");
        assertThat(fault.fields()).isEmpty();
        assertThat(refused(() -> create("Task", Map.of("WhoId", id))).code()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
    }

    @Test
    void a_deleted_record_is_gone_for_writers_and_takes_its_children_with_it() {
        String account = create("Account", Map.of("Name", "Gone"));
        String contact = create("Contact", Map.of("LastName", "Kid", "AccountId", account));
        String child = create("Account", Map.of("Name", "Child", "ParentId", account));

        store.inTransaction(actor, tx -> {
            tx.delete("Account", account);
            return true;
        });

        assertThat(row("Account", account).isDeleted()).isTrue();
        assertThat(row("Contact", contact).isDeleted()).isTrue();
        assertThat(row("Account", child).text("ParentId")).isNull();
        OrgFault fault = refused(() -> update("Account", account, Map.of("Name", "Back")));
        assertThat(fault.code()).isEqualTo("ENTITY_IS_DELETED");
        assertThat(fault.httpStatus()).isEqualTo(404);
        assertThat(refused(() -> create("Contact", Map.of("LastName", "Kid", "AccountId", account)))
                        .code())
                .isEqualTo("ENTITY_IS_DELETED");

        store.inTransaction(actor, tx -> {
            tx.undelete("Account", account);
            return true;
        });
        assertThat(row("Contact", contact).isDeleted()).isFalse();
    }

    @Test
    void what_never_was_is_not_found() {
        OrgFault fault = refused(() -> update("Lead", "00QLt0000zzzzzz", Map.of("City", "Ulm")));

        assertThat(fault.code()).isEqualTo("NOT_FOUND");
        assertThat(fault.httpStatus()).isEqualTo(404);
        assertThat(refused(() -> create("Nope", Map.of())).code()).isEqualTo("NOT_FOUND");
        assertThat(refused(() -> create("LeadStatus", Map.of())).code()).isEqualTo("INSUFFICIENT_ACCESS_OR_READONLY");
    }

    @Test
    void a_deal_follows_its_stage() {
        Map<String, Object> values =
                Map.of("Name", "D", "StageName", "Needs Analysis", "CloseDate", "2026-06-30", "Amount", 1000);
        String id = create("Opportunity", values);
        assertThat(row("Opportunity", id).get("ExpectedRevenue")).isEqualTo(new BigDecimal("200.0"));

        update("Opportunity", id, Map.of("StageName", "Closed Won"));

        Row won = row("Opportunity", id);
        assertThat(won.get("IsWon")).isEqualTo(true);
        assertThat(won.get("Probability")).isEqualTo(new BigDecimal("100.0"));
        assertThat(won.text("ForecastCategory")).isEqualTo("Closed");
    }

    @Test
    void a_campaign_has_its_statuses_and_each_member_once() {
        String campaign = create("Campaign", Map.of("Name", "C"));
        String lead = create("Lead", lead("City", "Bonn"));
        List<String> statuses = store.rows("CampaignMemberStatus", "CampaignId", campaign)
                .map(s -> String.valueOf(s.text("Label")))
                .toList();
        assertThat(statuses).containsExactly("Sent", "Responded");

        Map<String, Object> member = Map.of("CampaignId", campaign, "LeadId", lead, "Status", "Responded");
        String id = create("CampaignMember", member);

        assertThat(row("CampaignMember", id).get("HasResponded")).isEqualTo(true);
        assertThat(refused(() -> create("CampaignMember", member)).text()).isEqualTo("Already a campaign member.");
        assertThat(refused(() -> create("CampaignMember", Map.of("CampaignId", campaign)))
                        .code())
                .isEqualTo("REQUIRED_FIELD_MISSING");
    }

    @Test
    void a_task_knows_when_it_is_closed_and_whose_account_it_is() {
        Row contact = store.rows("Contact")
                .filter(c -> c.get("AccountId") != null)
                .findFirst()
                .orElseThrow();

        Row task = row("Task", create("Task", Map.of("WhoId", contact.id(), "Status", "Completed")));

        assertThat(task.get("IsClosed")).isEqualTo(true);
        assertThat(task.text("AccountId")).isEqualTo(contact.text("AccountId"));
        assertThat(task.text("CompletedDateTime")).isNotNull();
    }

    @Test
    void addresses_are_made_of_their_parts() {
        Row lead = row("Lead", create("Lead", lead("City", "Bonn")));

        assertThat(lead.get("Address"))
                .isInstanceOfSatisfying(
                        Map.class, a -> assertThat(a.get("city")).isEqualTo("Bonn"));
        assertThat(row("Account", create("Account", Map.of("Name", "A"))).get("BillingAddress"))
                .isNull();
    }

    @Test
    void the_seed_may_set_the_past() {
        String id =
                store.inTransaction(founder, tx -> tx.create("Lead", lead("CreatedDate", "2001-02-03T04:05:06.000Z")));

        assertThat(row("Lead", id).text("CreatedDate")).isEqualTo("2001-02-03T04:05:06.000+0000");
    }
}
