package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.enrich.LookupSettings.Service;
import io.lantern.hub.enrich.LookupSettings.Vendors;
import io.lantern.hub.kernel.PersonalData.Person;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.provider.Effort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DuplicateKeyException;

/** What the cache promises, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AnswerCacheContract {
    private static final AtomicInteger tenants = new AtomicInteger();
    private static final Instant TODAY = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<String, FoundValue> FOUND = Map.of(
            "phone", new FoundValue("+14155550134", 0.9, "acme.phone", TODAY),
            "phone_valid", new FoundValue(true, 0.9, "acme.phone", TODAY),
            "email", new FoundValue("Ada@Acme.example", 0.8, "acme.phone", TODAY));

    private TestDatabase database;
    private TenantId tenant;

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
    void freshTenant() {
        tenant = new TenantId(tenants.incrementAndGet());
    }

    @Test
    void an_answer_comes_back_as_it_was_until_it_expires() {
        at(TODAY).put(tenant, lookup("1", "a@b.example"), FOUND);

        assertThat(after(Duration.ofDays(29)).find(tenant, lookup("1", "a@b.example")))
                .contains(FOUND);
        assertThat(after(Duration.ofDays(30)).find(tenant, lookup("1", "a@b.example")))
                .isEmpty();
    }

    @Test
    void another_record_another_question_and_another_tenant_have_answers_of_their_own() {
        at(TODAY).put(tenant, lookup("1", "a@b.example"), FOUND);

        assertThat(at(TODAY).find(tenant, lookup("2", "a@b.example"))).isEmpty();
        assertThat(at(TODAY).find(tenant, lookup("1", "c@b.example"))).isEmpty();
        assertThat(at(TODAY).find(new TenantId(999), lookup("1", "a@b.example")))
                .isEmpty();
    }

    @Test
    void what_the_caller_would_spend_and_how_it_is_written_is_no_other_question() {
        Lookup capped = new Lookup(Wanted.PHONE, "1", clues(" A@B.example "), Effort.HIGH, 5);

        at(TODAY).put(tenant, lookup("1", "a@b.example"), FOUND);

        assertThat(at(TODAY).find(tenant, capped)).isPresent();
    }

    @Test
    void the_same_answer_is_kept_once_so_that_it_is_charged_once_and_again_when_it_has_expired() {
        Lookup lookup = lookup("1", "a@b.example");
        at(TODAY).put(tenant, lookup, FOUND);

        assertThatThrownBy(() -> at(TODAY).put(tenant, lookup, FOUND)).isInstanceOf(DuplicateKeyException.class);
        after(Duration.ofDays(31)).put(tenant, lookup, FOUND);

        assertThat(after(Duration.ofDays(31)).find(tenant, lookup)).isPresent();
    }

    @Test
    void a_person_is_found_by_the_address_asked_the_address_found_and_the_record() {
        at(TODAY).put(tenant, lookup("1", "asked@b.example"), FOUND);
        at(TODAY).put(tenant, lookup("00Q000000000001", null), Map.of("phone", value("+1")));
        at(TODAY).put(tenant, lookup("3", "bob@b.example"), Map.of("phone", value("+2")));
        People people = new People(at(TODAY));

        assertThat(people.export(person("asked@b.example"))).hasSize(1);
        assertThat(people.export(person("ada@acme.example"))).hasSize(1);
        assertThat(people.export(person("nobody@b.example", "00Q000000000001EAA")))
                .hasSize(1);
        assertThat(people.erase(person("ada@acme.example", "00Q000000000001EAA")))
                .isEqualTo(2);
        assertThat(people.export(person("asked@b.example"))).isEmpty();
        assertThat(people.export(person("bob@b.example")).toString()).contains("+2");
    }

    @Test
    void what_has_expired_is_removed() {
        at(TODAY).put(tenant, lookup("1", "a@b.example"), FOUND);

        after(Duration.ofDays(31)).removeExpired();

        assertThat(at(TODAY).find(tenant, lookup("1", "a@b.example"))).isEmpty();
    }

    private Person person(String email, String... records) {
        return new Person(tenant, email, List.of(records));
    }

    private static Lookup lookup(String record, @Nullable String email) {
        return new Lookup(Wanted.PHONE, record, clues(email), Effort.HIGH, null);
    }

    private static Clues clues(@Nullable String email) {
        return Clues.builder().email(email).put("first_name", "Ada").build();
    }

    private static FoundValue value(String text) {
        return new FoundValue(text, 0.9, "acme.phone", TODAY);
    }

    private AnswerCache after(Duration time) {
        return at(TODAY.plus(time));
    }

    private AnswerCache at(Instant now) {
        Service service = new Service(List.of(), null);
        LookupSettings settings = new LookupSettings(
                Duration.ofDays(30), false, new Vendors(1, 3, 10), service, service, service, service);
        return new AnswerCache(
                database.jdbc(),
                JsonMapper.builder().addModule(new JavaTimeModule()).build(),
                settings,
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
