package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.SalesforceId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/enrich/phone} with no vendor: what the CRM knows already, read and checked. */
class PhoneIT extends LookupScene {
    private static final String ADA = """
            {"record_id": "%s", "first_name": "Ada", "last_name": "Okonkwo", "company": "Harrowgate Looms"%s}
            """;

    @BeforeEach
    void ada() {
        if (!person("known", "").at("/phone").isTextual()) {
            lead("Ada", "Okonkwo", "Harrowgate Looms", "ada@harrowgate.example", "(415) 555-0134");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> person("known", "").at("/phone").isTextual());
        }
    }

    @Test
    void a_person_of_the_crm_is_found_by_name_and_company_and_the_number_is_read() {
        JsonNode found = person("first", "");

        assertThat(found.at("/phone").asText()).isEqualTo("+14155550134");
        assertThat(found.at("/phone_valid").asBoolean()).isTrue();
        assertThat(found.at("/phone_type").asText()).isEqualTo("fixed_line_or_mobile");
        assertThat(found.at("/country").asText()).isEqualTo("US");
        assertThat(found.at("/confidence").asDouble()).isBetween(0.5, 1.0);
        assertThat(found.at("/email").asText()).isEqualTo("ada@harrowgate.example");
        assertThat(found.at("/sources").findValuesAsText("provider")).containsOnly("builtin.crm");
        assertThat(found.at("/attempts/0/result").asText()).isEqualTo("used");
        assertThat(found.at("/credits_consumed").asInt()).isEqualTo(2);
        assertThat(found.at("/cached").asBoolean(true)).isFalse();
    }

    @Test
    void the_same_question_again_is_answered_from_the_cache_for_nothing() {
        JsonNode first = person("again", "");
        JsonNode again = ok("""
                {"record_id": "again", "first_name": " Ada ", "last_name": "Okonkwo", "company": "Harrowgate  Looms",
                 "max_credits": 1}
                """);
        JsonNode other = person("another record", "");

        assertThat(again.at("/cached").asBoolean()).isTrue();
        assertThat(again.at("/credits_consumed").asInt()).isZero();
        assertThat(again.at("/credits_remaining").asLong())
                .isEqualTo(first.at("/credits_remaining").asLong());
        assertThat(again.at("/phone")).isEqualTo(first.at("/phone"));
        assertThat(again.at("/sources")).isEqualTo(first.at("/sources"));
        assertThat(other.at("/cached").asBoolean(true)).isFalse();
    }

    @Test
    void equal_questions_at_the_same_time_are_charged_once() {
        long before = remaining();

        List<JsonNode> answers = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> person("at once", ""))
                .toList();

        assertThat(answers).allMatch(answer -> answer.at("/phone").asText().equals("+14155550134"));
        assertThat(answers.stream().filter(answer -> !answer.at("/cached").asBoolean()))
                .hasSize(1);
        assertThat(remaining()).isEqualTo(before - 2);
    }

    @Test
    void a_record_of_the_crm_is_found_by_its_id_and_by_its_address() {
        SalesforceId lead = lead("Grace", "Imanov", "Tidewater Cranes", "grace@tidewater.example", "+49 30 1234567");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode byId = ok("{\"record_id\": \"%s\", \"linkedin_id\": \"nobody-knows\"}".formatted(lead.value()));
            assertThat(byId.at("/phone").asText()).isEqualTo("+49301234567");
            assertThat(byId.at("/linkedin_id").asText()).isEqualTo("nobody-knows");
        });
        assertThat(ok("{\"record_id\": \"x\", \"email\": \"Grace@Tidewater.example\"}")
                        .at("/phone")
                        .asText())
                .isEqualTo("+49301234567");
    }

    @Test
    void nobody_knows_a_stranger_and_that_costs_nothing_and_is_not_kept() {
        String stranger = "{\"record_id\": \"s\", \"email\": \"stranger@nowhere.example\", \"max_credits\": 9}";
        long before = remaining();

        JsonNode answer = ok(stranger);

        assertThat(answer.at("/phone").isNull()).isTrue();
        assertThat(answer.at("/confidence").isNull()).isTrue();
        assertThat(answer.at("/attempts/0/result").asText()).isEqualTo("miss");
        assertThat(ok(stranger).at("/cached").asBoolean(true)).isFalse();
        assertThat(remaining()).isEqualTo(before);
    }

    @Test
    void max_credits_below_the_price_asks_nobody_and_says_so() {
        JsonNode answer = person("poor", ", \"max_credits\": 1");

        assertThat(answer.at("/phone").isNull()).isTrue();
        assertThat(answer.at("/credits_consumed").asInt()).isZero();
        assertThat(answer.at("/attempts/0/result").asText()).isEqualTo("not_asked");
    }

    @Test
    void a_suppressed_person_is_hidden_also_from_the_cache_and_when_only_the_crm_knows_the_address() {
        lead("Ines", "Falke", "Rosenbaum Optik", "ines@rosenbaum.example", "+49 89 1234567");
        String byName = "{\"record_id\": \"h\", \"first_name\": \"Ines\", \"last_name\": \"Falke\","
                + " \"company\": \"Rosenbaum Optik\"}";
        String byAddress = "{\"record_id\": \"h\", \"email\": \"ines@rosenbaum.example\"}";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ok(byName).at("/phone").isTextual());

        hub.send(hub.request("/v1/privacy/suppressions/ines@rosenbaum.example").PUT(BodyPublishers.noBody()));

        for (String request : List.of(byName, byName.replace("\"h\"", "\"new\""), byAddress)) {
            JsonNode answer = ok(request);
            assertThat(answer.at("/suppressed").asBoolean()).isTrue();
            assertThat(answer.at("/phone").isNull()).isTrue();
            assertThat(answer.at("/credits_consumed").asInt()).isZero();
        }
    }

    @Test
    void an_export_shows_what_is_kept_and_an_erasure_forgets_it() {
        lead("Noor", "Vasquez", "Palomar Kilns", "noor@palomar.example", "(415) 555-0188");
        String request = "{\"record_id\": \"n\", \"first_name\": \"Noor\", \"last_name\": \"Vasquez\","
                + " \"company\": \"Palomar Kilns\"}";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ok(request).at("/phone").isTextual());
        assertThat(hub.get("/v1/privacy/exports/noor@palomar.example").body())
                .contains("\"kind\":\"enrichments\"", "+14155550188");

        String erased = hub.post("/v1/privacy/erasures", "{\"email\": \"noor@palomar.example\"}")
                .body();

        assertThat(erased).contains("\"enrichments\":1");
        assertThat(hub.get("/v1/privacy/exports/noor@palomar.example").body()).doesNotContain("enrichments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"record_id\": \"x\"}",
                "{\"record_id\": \"x\", \"first_name\": \"Ada\", \"last_name\": \"Okonkwo\"}",
                "{\"record_id\": \"x\", \"first_name\": \"Ada\", \"company\": \"Acme\"}",
                "{\"record_id\": \"x\", \"email\": \" \"}",
                "{\"email\": \"ada@acme.example\"}",
                "{\"record_id\": \"x\", \"email\": \"ada@acme.example\", \"max_credits\": 0}"
            })
    void too_little_to_find_anybody_is_a_400_that_says_what_to_send(String request) {
        HttpResponse<String> answer = hub.post("/v1/enrich/phone", request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"bad_request\"");
    }

    private JsonNode person(String record, String more) {
        return ok(ADA.formatted(record, more));
    }

    private JsonNode ok(String request) {
        return ok("phone", request);
    }
}
