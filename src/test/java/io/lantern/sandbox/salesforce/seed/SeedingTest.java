package io.lantern.sandbox.salesforce.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.salesforce.soql.SoqlEngine;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgStores;
import io.lantern.sandbox.salesforce.store.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedingTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-20T10:15:30Z"), ZoneOffset.UTC);

    private OrgStore store;

    @BeforeAll
    void open(@TempDir Path folder) {
        store = OrgStores.open(folder, CLOCK, Seeding.COMPANY);
    }

    @AfterAll
    void close() {
        store.close();
    }

    private int count(String from) {
        return SoqlEngine.query(store, "SELECT COUNT() FROM " + from, false).totalSize();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    User                                      | 12
                    User WHERE IsActive = false               | 1
                    Group WHERE Type = 'Queue'                | 3
                    Account                                   | 400
                    Contact                                   | 1500
                    Lead WHERE IsConverted = false            | 200
                    Campaign                                  | 6
                    CampaignMember                            | 300
                    Opportunity                               | 160
                    Task                                      | 260
                    LeadStatus WHERE IsConverted = true       | 1
                    Organization WHERE Name = 'Lantern Sandbox' | 1
                    User WHERE Username = 'admin@sandbox.example' | 1
                    """)
    void has_so_many(String from, int expected) {
        assertThat(count(from.strip())).isEqualTo(expected);
    }

    @Test
    void has_families_sibling_domains_and_shared_switchboards() {
        assertThat(count("Account WHERE ParentId != null")).isEqualTo(60);
        assertThat(count("Account WHERE Parent.ParentId != null")).isPositive();
        List<Row> accounts = store.rows("Account").toList();
        assertThat(accounts.stream()
                        .map(a -> String.valueOf(a.text("Phone")).replaceAll("\\D", ""))
                        .distinct()
                        .count())
                .isLessThan(380);
        assertThat(accounts)
                .anyMatch(a -> Objects.requireNonNull(a.text("Name")).matches(".*[äöü].*"));
    }

    @Test
    void some_leads_are_people_we_know_and_some_came_twice() {
        List<Row> leads = store.rows("Lead").filter(l -> l.get("Email") != null).toList();
        long known = leads.stream()
                .filter(l -> store.rows("Contact", "Email", Objects.requireNonNull(l.get("Email")))
                        .findAny()
                        .isPresent())
                .count();
        long twice = leads.stream()
                .filter(l -> store.rows("Lead", "Email", Objects.requireNonNull(l.get("Email")))
                                .count()
                        > 1)
                .count();

        assertThat(known).isBetween(25L, 80L);
        assertThat(twice).isBetween(20L, 80L);
    }

    @Test
    void nothing_of_it_looks_like_news() {
        String today = "2026-05-20T00:00:00.000+0000";
        for (String type : List.of("Lead", "Account", "Contact", "Opportunity")) {
            assertThat(store.rows(type))
                    .allMatch(r -> String.valueOf(r.text("SystemModstamp")).compareTo(today) < 0);
        }
    }

    @Test
    void is_the_same_every_time(@TempDir Path folder) {
        try (OrgStore other = OrgStores.open(folder, CLOCK, Seeding.COMPANY)) {
            for (String type : List.of("User", "Account", "Contact", "Lead", "Task", "CampaignMember")) {
                assertThat(other.rows(type).toList()).isEqualTo(store.rows(type).toList());
            }
        }
    }

    @Test
    void is_founded_and_opened_again_quickly(@TempDir Path folder) {
        long start = System.nanoTime();
        OrgStores.open(folder, CLOCK, Seeding.COMPANY).close();
        Duration founded = Duration.ofNanos(System.nanoTime() - start);

        assertThat(founded).isLessThan(Duration.ofMillis(5_000));
    }
}
