package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The e-mail, company and person services with no vendor. */
class RecordLookupsIT extends LookupScene {
    private static final Duration COPIED = Duration.ofSeconds(30);

    @Test
    void an_address_is_made_by_the_pattern_of_the_others_at_the_domain_as_sure_as_the_evidence() {
        lead("Omar", "Szabo", "Kestrel Fonts", "o.szabo@kestrel.example", "");
        lead("Lena", "Marx", "Kestrel Fonts", "l.marx@kestrel.example", "");
        lead("Piet", "de Wit", "Kestrel Fonts", "p.dewit@kestrel.example", "");
        String request = """
                {"record_id": "%s", "first_name": "Zoë", "last_name": "Müller", "company": "Kestrel Fonts",
                 "domain": "https://www.kestrel.example/about"}
                """;

        JsonNode found = await().atMost(COPIED)
                .until(
                        () -> ok("email", request.formatted("e" + System.nanoTime())),
                        answer -> answer.at("/sources/0/confidence").asDouble() == 0.8);

        assertThat(found.at("/email").asText()).isEqualTo("z.mueller@kestrel.example");
        assertThat(found.at("/confidence").asText()).isEqualTo("medium");
        assertThat(found.at("/email_status").asText()).isEqualTo("unknown");
        assertThat(found.at("/domain").asText()).isEqualTo("kestrel.example");
        assertThat(found.at("/sources/0/provider").asText()).isEqualTo("builtin.pattern");
        assertThat(found.at("/attempts/0/result").asText()).isEqualTo("miss");
        assertThat(found.at("/credits_consumed").asInt()).isEqualTo(1);
    }

    @Test
    void the_domain_of_an_address_is_taken_from_the_account_of_that_name() {
        create("Account", Map.of("Name", "Bramble Aeronautics", "Website", "https://bramble.example"));
        lead("Ivo", "Hansen", "Somewhere else", "ivo.hansen@bramble.example", "");

        await().atMost(COPIED)
                .untilAsserted(() -> assertThat(ok("email", """
                        {"record_id": "b%d", "first_name": "Mia", "last_name": "Lund", "company": "Bramble Aeronautics"}
                        """.formatted(System.nanoTime()))
                                .at("/email")
                                .asText())
                        .isEqualTo("mia.lund@bramble.example"));
    }

    @Test
    void without_evidence_no_address_is_guessed() {
        JsonNode answer = ok("email", """
                {"record_id": "g", "first_name": "Mia", "last_name": "Lund", "company": "nobody-here.example"}
                """);

        assertThat(answer.at("/email").isNull()).isTrue();
        assertThat(answer.at("/confidence").isNull()).isTrue();
        assertThat(answer.at("/credits_consumed").asInt()).isZero();
    }

    @Test
    void a_private_address_is_no_business_address() {
        lead("Rosa", "Quint", "Quint Ceramics", "rosa.quint@gmail.com", "(415) 555-0147");
        await().atMost(COPIED)
                .untilAsserted(
                        () -> assertThat(ok("phone", """
                        {"record_id": "r", "first_name": "Rosa", "last_name": "Quint", "company": "Quint Ceramics"}
                        """).at("/email").asText()).isEqualTo("rosa.quint@gmail.com"));

        JsonNode answer = ok("email", """
                {"record_id": "r", "first_name": "Rosa", "last_name": "Quint", "company": "Quint Ceramics"}
                """);

        assertThat(answer.at("/email").isNull()).isTrue();
    }

    @Test
    void a_company_of_the_crm_is_found_by_its_name() {
        create(
                "Account",
                Map.of(
                        "Name", "Ostrava Turbines GmbH",
                        "Website", "http://www.ostrava.example/en",
                        "Industry", "Energy",
                        "BillingCity", "Leipzig",
                        "BillingCountry", "Germany"));

        await().atMost(COPIED).untilAsserted(() -> {
            JsonNode answer = ok("company", "{\"record_id\": \"c\", \"company_name\": \"Ostrava Turbines\"}");
            assertThat(answer.at("/company/name").asText()).isEqualTo("Ostrava Turbines GmbH");
            assertThat(answer.at("/company/domain").asText()).isEqualTo("ostrava.example");
            assertThat(answer.at("/company/industry").asText()).isEqualTo("Energy");
            assertThat(answer.at("/company/hq/city").asText()).isEqualTo("Leipzig");
            assertThat(answer.at("/company/hq/country").asText()).isEqualTo("DE");
            assertThat(answer.at("/website_verified").asBoolean(true)).isFalse();
            assertThat(answer.at("/confidence").asDouble()).isBetween(0.5, 1.0);
        });
    }

    @Test
    void a_person_is_put_together_and_paid_once() {
        create(
                "Lead",
                Map.of(
                        "FirstName",
                        "Tomas",
                        "LastName",
                        "Brandt",
                        "Company",
                        "Lumen Press",
                        "Email",
                        "t.brandt@lumenpress.example",
                        "Title",
                        "VP of Sales",
                        "MobilePhone",
                        "+49 151 23456789"));
        String request = """
                {"record_id": "p%d", "first_name": "Tomas", "last_name": "Brandt", "company_domain": "lumenpress.example"}
                """;

        JsonNode answer = await().atMost(COPIED)
                .until(
                        () -> ok("person", request.formatted(System.nanoTime())),
                        found -> found.at("/person/title").isTextual());

        assertThat(answer.at("/person/full_name").asText()).isEqualTo("Tomas Brandt");
        assertThat(answer.at("/person/email").asText()).isEqualTo("t.brandt@lumenpress.example");
        assertThat(answer.at("/person/phone").asText()).isEqualTo("+4915123456789");
        assertThat(answer.at("/person/phone_status").asText()).isEqualTo("valid");
        assertThat(answer.at("/person/seniority").asText()).isEqualTo("vp");
        assertThat(answer.at("/credits_consumed").asInt()).isEqualTo(2);
        assertThat(answer.at("/sources").findValuesAsText("field")).contains("person.email", "person.title");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "company | {\"record_id\": \"x\"}",
                "company | {\"record_id\": \"x\", \"company_name\": \" \"}",
                "company | {\"record_id\": \"x\", \"domain\": \"acme.example\", \"effort\": \"much\"}",
                "email | {\"record_id\": \"x\", \"first_name\": \"Ada\", \"last_name\": \"Byron\"}",
                "person | {\"record_id\": \"x\", \"first_name\": \"A\", \"last_name\": \"B\", \"company_domain\": \"acme\"}",
            })
    void what_says_too_little_is_a_400(String service, String request) {
        HttpResponse<String> answer = hub.post("/v1/enrich/" + service, request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }
}
