package io.lantern.hub.match.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the mirror promises, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MirrorContract {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final SalesforceId ACME = id("001", 1);
    private static final SalesforceId GLOBEX = id("001", 2);
    private static final SalesforceId LEAD = id("00Q", 1);

    private final HandClock clock = new HandClock();
    private TestDatabase database;
    private RowsOrg org;
    private CrmMirror mirror;

    abstract TestDatabase open();

    @BeforeAll
    void openDatabase() {
        database = open();
    }

    @AfterAll
    void closeDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void startOver() {
        database.jdbc().sql("delete from match_mirror").update();
        database.jdbc().sql("delete from match_mirror_state").update();
        clock.now = NOW;
        org = new RowsOrg();
        org.put("Account", ACME, NOW.minusSeconds(60), Map.of("Name", "Acme", "Website", "acme.example"));
        org.put("Account", GLOBEX, NOW.minusSeconds(50), Map.of("Name", "Globex"));
        mirror = start();
    }

    /** As after a start of the hub: SQL is all it knows. */
    private CrmMirror start() {
        MirrorSettings settings =
                new MirrorSettings(Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofHours(24));
        MirrorStore store = new MirrorStore(new JdbcTemplate(database.dataSource()), new ObjectMapper());
        MirrorLoader loader = new MirrorLoader(org, store, settings, new ProfileReader("US"), clock);
        return new CrmMirror(loader, settings, org, clock);
    }

    @Test
    void isLoadedWhenItIsFirstAsked() {
        assertThat(ids()).containsExactly(ACME.value(), GLOBEX.value());
        assertThat(org.calls).isEqualTo(1);
    }

    @Test
    void isLoadedPageByPage() {
        for (int i = 100; i < 4_200; i++) {
            org.put("Account", id("001", i), NOW.minusSeconds(10), Map.of("Name", "Firm " + i));
        }

        assertThat(mirror.index(RowsOrg.REF, CrmObject.ACCOUNT).size()).isEqualTo(4_102);
        assertThat(org.calls).isEqualTo(3);
    }

    @Test
    void comesBackFromSqlWithOneCallForWhatChangedMeanwhile() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        SalesforceId later = id("001", 3);
        clock.now = NOW.plusSeconds(600);
        org.put("Account", later, clock.now, Map.of("Name", "Initech"));
        org.calls = 0;

        mirror = start();

        assertThat(ids()).containsExactly(ACME.value(), GLOBEX.value(), later.value());
        assertThat(org.calls).isEqualTo(1);
    }

    @Test
    void anOrgThatTellsNothingIsAskedWhatChangedOnceAMinute() {
        org.listens = false;
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        SalesforceId later = id("001", 4);
        org.put("Account", later, NOW.plusSeconds(1), Map.of("Name", "Initech"));
        org.calls = 0;
        clock.now = NOW.plusSeconds(60);
        assertThat(ids()).doesNotContain(later.value());

        clock.now = NOW.plusSeconds(61);

        assertThat(ids()).contains(later.value());
        assertThat(ids()).hasSize(3);
        assertThat(org.calls).isEqualTo(1);
    }

    @Test
    void isMadeAnewAfterADaySoThatUnheardDeletesAreNoticed() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        org.delete("Account", GLOBEX);
        clock.now = NOW.plus(Duration.ofHours(25));

        mirror = start();

        assertThat(ids()).containsExactly(ACME.value());
    }

    @Test
    void goesOnWithWhatItHasWhileTheOrgIsAway() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        org.down = true;

        mirror = start();

        assertThat(ids()).containsExactly(ACME.value(), GLOBEX.value());
    }

    @Test
    void saysSoWhenItHasNothingAndTheOrgIsAway() {
        org.down = true;

        assertThatThrownBy(this::ids).isInstanceOfSatisfying(ProblemException.class, failure -> {
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
            assertThat(failure.problem().message()).contains("Account").contains("sandbox");
        });

        org.down = false;
        assertThat(ids()).hasSize(2);
    }

    @Test
    void followsChangesAndDeletesGatheredIntoOneCall() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        org.calls = 0;
        org.put("Account", ACME, NOW, Map.of("Name", "Acme Robotics"));
        org.delete("Account", GLOBEX);
        SalesforceId added = id("001", 3);
        org.put("Account", added, NOW, Map.of("Name", "Initech"));

        for (SalesforceId id : List.of(ACME, GLOBEX, added, ACME)) {
            mirror.follow(new RecordsChanged(RowsOrg.REF, "Account", List.of(id)));
            mirror.tick();
        }
        assertThat(org.calls).as("while changes come").isZero();
        clock.now = NOW.plusSeconds(2);
        mirror.tick();
        mirror.tick();

        assertThat(org.calls).isEqualTo(1);
        assertThat(ids()).containsExactly(ACME.value(), added.value());
        assertThat(mirror.index(RowsOrg.REF, CrmObject.ACCOUNT).get(ACME.value()))
                .get()
                .extracting(record -> record.text("Name"))
                .isEqualTo("Acme Robotics");
    }

    @Test
    void aBurstOfAThousandCostsAHandfulOfCalls() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        org.calls = 0;

        for (int i = 0; i < 1_000; i++) {
            clock.now = NOW.plusMillis(60L * i);
            mirror.follow(new RecordsChanged(RowsOrg.REF, "Account", List.of(id("001", 100 + i))));
            mirror.tick();
        }
        clock.now = clock.now.plusSeconds(20);
        mirror.tick();

        assertThat(org.calls).isBetween(4, 6);
    }

    @Test
    void whatCouldNotBeReadIsTriedAgain() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        org.put("Account", ACME, NOW, Map.of("Name", "Acme Robotics"));
        mirror.follow(new RecordsChanged(RowsOrg.REF, "Account", List.of(ACME)));
        org.down = true;
        clock.now = NOW.plusSeconds(5);
        mirror.tick();
        org.down = false;

        clock.now = clock.now.plusSeconds(10);
        mirror.tick();
        assertThat(name(ACME)).isEqualTo("Acme");
        clock.now = clock.now.plusSeconds(30);
        mirror.tick();
        assertThat(name(ACME)).isEqualTo("Acme Robotics");
    }

    @Test
    void ourOwnWritesAreThereAtOnceAndSurviveAStart() {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        SalesforceId made = id("001", 9);

        mirror.put(RowsOrg.REF, CrmObject.ACCOUNT, made.value(), Map.of("Name", "Hooli", "Unknown__c", "x"));
        mirror.put(RowsOrg.REF, CrmObject.ACCOUNT, made.value(), Map.of("Phone", "+14155552671"));

        assertThat(mirror.index(RowsOrg.REF, CrmObject.ACCOUNT).get(made.value()))
                .get()
                .extracting(Profile::fields)
                .isEqualTo(Map.of("Name", "Hooli", "Phone", "+14155552671"));
        mirror = start();
        assertThat(name(made)).isEqualTo("Hooli");
    }

    @Test
    void whatWeWroteSinceTheWordCameIsNotAskedFor() {
        mirror.index(RowsOrg.REF, CrmObject.LEAD);
        org.calls = 0;
        mirror.follow(new RecordsChanged(RowsOrg.REF, "Lead", List.of(LEAD)));
        mirror.put(RowsOrg.REF, CrmObject.LEAD, LEAD.value(), Map.of("LastName", "Miller", "Company", "Acme"));

        clock.now = NOW.plusSeconds(20);
        mirror.tick();

        assertThat(org.calls).isZero();
        assertThat(mirror.index(RowsOrg.REF, CrmObject.LEAD).size()).isEqualTo(1);
    }

    @Test
    void convertedLeadsAreForgotten() {
        org.put("Lead", LEAD, NOW, Map.of("LastName", "Miller", "IsConverted", false));
        SalesforceId converted = id("00Q", 2);
        org.put("Lead", converted, NOW, Map.of("LastName", "Stone", "IsConverted", true));
        assertThat(mirror.index(RowsOrg.REF, CrmObject.LEAD).size()).isEqualTo(1);

        org.put("Lead", LEAD, NOW, Map.of("LastName", "Miller", "IsConverted", true));
        mirror.follow(new RecordsChanged(RowsOrg.REF, "Lead", List.of(LEAD)));
        clock.now = NOW.plusSeconds(5);
        mirror.tick();

        assertThat(mirror.index(RowsOrg.REF, CrmObject.LEAD).size()).isZero();
    }

    @Test
    void manyMayWriteTheSameRecordAtOnce() throws Exception {
        mirror.index(RowsOrg.REF, CrmObject.ACCOUNT);
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String name = "Firm " + i;
                String id = id("001", 50 + i % 4).value();
                writes.add(writers.submit(() -> mirror.put(RowsOrg.REF, CrmObject.ACCOUNT, id, Map.of("Name", name))));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(ids()).hasSize(6);
        mirror = start();
        assertThat(ids()).hasSize(6);
    }

    private List<String> ids() {
        return mirror.index(RowsOrg.REF, CrmObject.ACCOUNT).all().stream()
                .map(Profile::id)
                .toList();
    }

    private String name(SalesforceId id) {
        return String.valueOf(mirror.index(RowsOrg.REF, CrmObject.ACCOUNT)
                .get(id.value())
                .orElseThrow()
                .text("Name"));
    }

    private static SalesforceId id(String prefix, int number) {
        return SalesforceId.of(prefix + "LA%010d".formatted(number));
    }

    private static final class HandClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
