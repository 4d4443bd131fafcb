package io.lantern.sandbox.salesforce.soql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
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
class SoqlEngineTest {
    private SmallOrg org;

    @BeforeAll
    void open(@TempDir Path folder) {
        org = new SmallOrg(folder);
    }

    @AfterAll
    void close() {
        org.store.close();
    }

    private List<@Nullable Object> column(String soql) {
        return org.query(soql).rows().stream()
                .<@Nullable Object>map(r -> r.values().values().iterator().next())
                .toList();
    }

    private String leads(String condition) {
        return String.join(" ", strings("SELECT LastName FROM Lead WHERE " + condition + " ORDER BY CreatedDate DESC"));
    }

    private List<String> strings(String soql) {
        return column(soql).stream().map(String::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    LastName = 'ALPHA'                                | Alpha
                    LastName != 'alpha'                               | Beta gamma Delta
                    LastName > 'beta'                                 | gamma Delta
                    Rating = null                                     | Delta
                    Rating != 'Hot'                                   | Beta gamma Delta
                    Rating NOT IN ('Hot', 'Cold')                     | gamma Delta
                    Rating IN ('hot', null)                           | Alpha Delta
                    NOT Rating LIKE '%o%'                             | gamma Delta
                    Company LIKE '%neil%'                             | Beta
                    Company LIKE '100\\% pure\\_%'                    | Alpha
                    Company LIKE 'Acm_'                               | gamma Delta
                    Company = 'O\\'Neil & Sons'                       | Beta
                    Company LIKE 'O\\'N%'                             | Beta
                    (Rating = 'Hot' OR Rating = 'Cold') AND LastName LIKE 'b%' | Beta
                    CreatedDate = TODAY                               | Alpha
                    CreatedDate < TODAY                               | Beta gamma Delta
                    CreatedDate = YESTERDAY                           | Beta
                    CreatedDate > YESTERDAY                           | Alpha
                    CreatedDate >= YESTERDAY                          | Alpha Beta
                    CreatedDate <= YESTERDAY                          | Beta gamma Delta
                    CreatedDate = LAST_MONTH                          | gamma
                    CreatedDate = LAST_N_DAYS:1                       | Alpha Beta
                    CreatedDate = N_DAYS_AGO:1                        | Beta
                    CreatedDate = THIS_YEAR                           | Alpha Beta gamma
                    CreatedDate = LAST_YEAR                           | Delta
                    CreatedDate = LAST_N_MONTHS:2                     | gamma
                    CreatedDate IN (TODAY, LAST_YEAR)                 | Alpha Delta
                    CreatedDate > 2026-05-20T01:59:59+02:00           | Alpha
                    CreatedDate >= 2026-05-19T23:59:59Z               | Alpha Beta
                    Owner.Type = 'Queue'                              | Delta
                    Owner.Name = 'Inbound'                            | Delta
                    Owner.Type = 'User' AND Rating = 'Hot'            | Alpha
                    Id IN (SELECT Lead__c FROM Lantern_Note__c)       | Delta
                    Id NOT IN (SELECT WhoId FROM Task)                | Alpha Beta gamma
                    IsConverted = false AND Lead.LastName = 'Beta'    | Beta
                    CALENDAR_YEAR(CreatedDate) = 2025                 | Delta
                    """)
    void finds(String condition, String expected) {
        assertThat(leads(condition.strip())).isEqualTo(expected.strip());
    }

    @Test
    void parents_nest_and_an_empty_one_is_null() {
        Selected solo = org.query("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Solo'")
                .rows()
                .get(0);
        assertThat(solo.values()).containsEntry("LastName", "Solo").containsEntry("Account", null);

        Selected jane = org.query(
                        "select account.parent.name, ACCOUNT.name, id from contact c where c.firstname='Jane'")
                .rows()
                .get(0);
        assertThat(jane.values().keySet()).containsExactly("Account", "Id");
        Selected account = (Selected) Objects.requireNonNull(jane.values().get("Account"));
        assertThat(account.type()).isEqualTo("Account");
        assertThat(account.id()).isEqualTo(org.acme);
        assertThat(account.values()).containsEntry("Parent", null).containsEntry("Name", "Acme GmbH");
    }

    @Test
    void a_condition_on_a_missing_parent_is_a_condition_on_blank() {
        assertThat(strings("SELECT LastName FROM Contact WHERE Account.Name = null"))
                .containsExactly("Solo");
        assertThat(strings("SELECT LastName FROM Contact WHERE Account.Name != 'globex'"))
                .hasSize(3);
    }

    @Test
    void children_come_as_a_result_of_their_own_or_null() {
        QueryResult result = org.query(
                "SELECT Name, (SELECT FirstName FROM Contacts WHERE Email != null ORDER BY FirstName DESC LIMIT 1),"
                        + " (SELECT Id FROM Opportunities) FROM Account WHERE Id = '" + org.acme + "'");

        Selected acme = result.rows().get(0);
        QueryResult contacts =
                (QueryResult) Objects.requireNonNull(acme.values().get("Contacts"));
        assertThat(contacts.totalSize()).isEqualTo(1);
        assertThat(contacts.rows().get(0).values()).containsEntry("FirstName", "John");
        assertThat(acme.values()).containsEntry("Opportunities", null);
    }

    @Test
    void children_of_a_custom_relationship_and_grandchildren() {
        QueryResult leads =
                org.query("SELECT Id, (SELECT Name FROM Lantern_Notes__r) FROM Lead WHERE LastName = 'Delta'");
        assertThat(leads.rows().get(0).values().get("Lantern_Notes__r")).isInstanceOf(QueryResult.class);

        QueryResult accounts = org.query(
                "SELECT Id, (SELECT Id, (SELECT Subject FROM Tasks) FROM Contacts ORDER BY LastName) FROM Account WHERE Name"
                        + " = 'ACME gmbh'");
        QueryResult contacts = (QueryResult)
                Objects.requireNonNull(accounts.rows().get(0).values().get("Contacts"));
        assertThat(contacts.rows().get(0).values().get("Tasks")).isInstanceOf(QueryResult.class);
        assertThat(contacts.rows().get(1).values()).containsEntry("Tasks", null);
    }

    @Test
    void typeof_takes_other_fields_of_each_kind_of_parent() {
        QueryResult tasks = org.query(
                "SELECT TYPEOF Who WHEN Contact THEN Email, Account.Name ELSE Name END FROM Task ORDER BY Subject");

        Selected contact =
                (Selected) Objects.requireNonNull(tasks.rows().get(0).values().get("Who"));
        Selected lead =
                (Selected) Objects.requireNonNull(tasks.rows().get(1).values().get("Who"));
        assertThat(contact.values()).containsEntry("Email", "jane@acme.example").containsKey("Account");
        assertThat(lead.type()).isEqualTo("Lead");
        assertThat(lead.values()).hasSize(1).containsEntry("Name", "Delta");
    }

    @Test
    void counts_without_rows() {
        QueryResult count = org.query("SELECT COUNT() FROM Lead WHERE Company = 'Acme'");

        assertThat(count.totalSize()).isEqualTo(2);
        assertThat(count.rows()).isEmpty();
    }

    @Test
    void aggregates_of_all_rows_are_one_row_even_of_none() {
        Selected all = org.query("SELECT COUNT(Id), SUM(AnnualRevenue) total, AVG(NumberOfEmployees), MIN(Name),"
                        + " COUNT(Industry), COUNT_DISTINCT(ParentId) FROM Account")
                .rows()
                .get(0);
        assertThat(all.type()).isEqualTo(Selected.AGGREGATE);
        assertThat(all.id()).isNull();
        assertThat(all.values().keySet()).containsExactly("expr0", "total", "expr1", "expr2", "expr3", "expr4");
        assertThat(all.values())
                .containsEntry("expr0", 2L)
                .containsEntry("total", new BigDecimal("5000000.0"))
                .containsEntry("expr2", "Acme GmbH")
                .containsEntry("expr3", 1L);

        Selected none = org.query("SELECT COUNT(Id) c, MAX(Name) FROM Account WHERE Name = 'nobody'")
                .rows()
                .get(0);
        assertThat(none.values()).containsEntry("c", 0L).containsEntry("expr0", null);
    }

    @Test
    void groups_have_and_order() {
        QueryResult groups = org.query(
                "SELECT Company, COUNT(Id) FROM Lead GROUP BY Company HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC");
        assertThat(groups.rows()).hasSize(1);
        assertThat(groups.rows().get(0).values())
                .containsEntry("Company", "Acme")
                .containsEntry("expr0", 2L);

        assertThat(strings("SELECT CALENDAR_YEAR(CreatedDate) y FROM Lead GROUP BY CALENDAR_YEAR(CreatedDate)"
                        + " ORDER BY CALENDAR_YEAR(CreatedDate)"))
                .containsExactly("2025", "2026");
        assertThat(org.query("SELECT Account.Name, COUNT(Id) n FROM Contact GROUP BY Account.Name")
                        .rows())
                .extracting(r -> r.values().get("Name"))
                .containsExactlyInAnyOrder("Acme GmbH", null);
    }

    @Test
    void orders_blank_first_unless_told_and_picklists_by_their_choices() {
        assertThat(strings("SELECT Rating FROM Lead ORDER BY Rating")).containsExactly("null", "Hot", "Warm", "Cold");
        assertThat(strings("SELECT Rating FROM Lead ORDER BY Rating DESC NULLS FIRST"))
                .containsExactly("null", "Cold", "Warm", "Hot");
        assertThat(strings("SELECT LastName FROM Lead ORDER BY LastName"))
                .containsExactly("Alpha", "Beta", "Delta", "gamma");
        assertThat(strings("SELECT LastName FROM Lead ORDER BY Company DESC, LastName ASC LIMIT 2 OFFSET 1"))
                .containsExactly("Delta", "gamma");
    }

    @Test
    void multi_select_picklists_include_and_exclude() {
        assertThat(column("SELECT Name FROM Lantern_Note__c WHERE Topics__c INCLUDES ('Legal;Pricing', 'Support')"))
                .hasSize(1);
        assertThat(column("SELECT Name FROM Lantern_Note__c WHERE Topics__c EXCLUDES ('Legal')"))
                .isEmpty();
        assertThat(column("SELECT Name FROM Lantern_Note__c WHERE Score__c >= 2.5 AND Noted_On__c = 2026-05-18"))
                .hasSize(1);
    }

    @Test
    void a_case_sensitive_external_id_is_compared_with_its_case() {
        assertThat(column("SELECT Id FROM Lantern_Note__c WHERE External_Key__c = 'aB'"))
                .hasSize(1);
        assertThat(column("SELECT Id FROM Lantern_Note__c WHERE External_Key__c = 'ab'"))
                .isEmpty();
    }

    @Test
    void ids_match_in_both_lengths_and_emails_in_any_case() {
        String short15 = org.jane.substring(0, 15);
        assertThat(strings("SELECT Email FROM Contact WHERE Id = '" + short15 + "'"))
                .containsExactly("jane@acme.example");
        assertThat(column("SELECT Id FROM Contact WHERE Email = 'john@ACME.example' AND AccountId IN ('" + org.acme
                        + "', '" + org.globex + "')"))
                .hasSize(1);
    }

    @Test
    void fields_all_selects_every_field_once() {
        Selected lead = org.query("SELECT FIELDS(ALL) FROM Lead LIMIT 1").rows().get(0);

        assertThat(lead.values().keySet()).contains("Id", "Name", "Lantern_External_Id__c", "SystemModstamp");
        assertThat(org.query("SELECT FIELDS(STANDARD) FROM Lead").rows().get(0).values())
                .doesNotContainKey("Lantern_External_Id__c");
    }

    @Test
    void to_label_and_an_address() {
        assertThat(strings("SELECT toLabel(Status) FROM Lead LIMIT 1")).containsExactly("Open - Not Contacted");
        assertThat(column("SELECT BillingAddress FROM Account LIMIT 1")).containsExactly((Object) null);
    }

    @Test
    void deleted_records_show_only_when_asked_for(@TempDir Path folder) {
        SmallOrg other = new SmallOrg(folder);
        other.store.inTransaction(other.actor, tx -> {
            tx.delete("Account", other.acme);
            return true;
        });

        assertThat(other.query("SELECT Id FROM Contact").rows()).hasSize(1);
        assertThat(SoqlEngine.query(other.store, "SELECT Id FROM Contact WHERE IsDeleted = true", true)
                        .rows())
                .hasSize(2);
        other.store.close();
    }

    @Test
    void a_transaction_sees_its_own_writes() {
        int seen = org.store.inTransaction(org.actor, tx -> {
            tx.create("Account", Map.of("Name", "Within"));
            int found = SoqlEngine.query(tx, "SELECT Id FROM Account WHERE Name = 'Within'", false)
                    .totalSize();
            tx.rows("Account").filter(a -> "Within".equals(a.text("Name"))).forEach(a -> tx.delete("Account", a.id()));
            return found;
        });

        assertThat(seen).isEqualTo(1);
    }
}
