package io.lantern.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Eloqua over sockets: contacts and forms, and what is made of its refusals. */
@ExtendWith(OutputCaptureExtension.class)
class EloquaIT extends TargetScene {

    @Test
    void a_contact_is_made_once_and_then_brought_up_to_date() {
        String email = fresh();

        Delivered made = connectors.deliver(
                "eloqua", lead(Map.of("email", email, "first_name", "Ada", "company", "Candela", "lead_score", 7)));
        Delivered changed = connectors.deliver("eloqua", lead(Map.of("email", email.toUpperCase(), "title", "CTO")));

        assertThat(changed.id()).isEqualTo(made.id()).matches("\\d+");
        assertThat(arrivals("eloqua"))
                .extracting(arrival -> arrival.path("operation").asText())
                .containsExactly("create", "update");
        JsonNode contact = arrivals("eloqua").get(1).path("contact");
        assertThat(contact.path("firstName").asText())
                .as("what the update does not say")
                .isEqualTo("Ada");
        assertThat(contact.path("accountName").asText()).isEqualTo("Candela");
        assertThat(contact.path("title").asText()).isEqualTo("CTO");
        assertThat(contact.at("/fieldValues/0/id").asText()).isEqualTo("100195");
        assertThat(contact.at("/fieldValues/0/value").asText()).isEqualTo("7");
    }

    @Test
    void a_repeat_after_a_lost_answer_makes_no_second_contact() {
        Delivery delivery = lead(Map.of("email", fresh()));
        fault("drop-reply?count=1&path=POST%20/eloqua");

        Problem lost = refusal("eloqua", delivery);
        connectors.deliver("eloqua", delivery);

        assertThat(lost.code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        assertThat(arrivals("eloqua"))
                .extracting(arrival -> arrival.path("operation").asText())
                .containsExactly("create", "update");
    }

    @Test
    void two_at_the_same_moment_make_one_contact() {
        fault("refused?status=409&count=1&path=POST%20/eloqua");

        Problem problem = refusal("eloqua", lead(Map.of("email", fresh())));

        assertThat(problem.code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        assertThat(problem.message()).contains("at the same moment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o'brien.%s@candela.example",
                "a%s*@candela.example",
                "x%s'&depth=minimal@candela.example",
                "y%s' OR emailAddress='*@candela.example",
                "ä%s'+tag%%20@candela.example",
            })
    void an_address_cannot_change_what_is_searched_for(String shape) {
        String email = shape.formatted(UUID.randomUUID().toString().substring(0, 8));
        String other = email.replace("'", "x").replace("*", "zz");
        connectors.deliver("eloqua", lead(Map.of("email", other.replace(" ", ""), "first_name", "Other")));

        if (email.contains(" ")) {
            assertThat(refusal("eloqua", lead(Map.of("email", email))).code()).isEqualTo(ProblemCode.UPSTREAM_ERROR);
        } else {
            Delivered made = connectors.deliver("eloqua", lead(Map.of("email", email)));
            Delivered again = connectors.deliver("eloqua", lead(Map.of("email", email)));
            assertThat(again.id()).isEqualTo(made.id());
            JsonNode contact = arrivals("eloqua").get(2).path("contact");
            assertThat(contact.path("emailAddress").asText()).isEqualTo(email);
            assertThat(contact.path("firstName").asText()).isEmpty();
        }
    }

    @Test
    void eloqua_is_down_and_comes_back() {
        Delivery delivery = lead(Map.of("email", fresh()));
        fault("unavailable?count=1");

        Problem down = refusal("eloqua", delivery);
        Delivered delivered = connectors.deliver("eloqua", delivery);

        assertThat(down.code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        assertThat(down.message()).isEqualTo("Target `eloqua` is out of order (HTTP 503).");
        assertThat(delivered.id()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate-limit?retry-after=60                    | RATE_LIMITED         | no more deliveries   |                         | 60",
                "refused?path=POST%20/eloqua                  | UPSTREAM_ERROR       | (HTTP 400)           | EmailAddressRequirement |",
                "refused?status=403                           | UPSTREAM_ERROR       | credentials          |                         |",
                "html?path=/contacts                          | UPSTREAM_ERROR       | not of its API       |                         |",
                "hang?path=/contacts                          | UPSTREAM_TIMEOUT     | in time              |                         |",
            })
    void a_fault_says_whether_another_try_is_worth_it(
            String fault, ProblemCode code, String words, String own, Integer wait) {
        fault(fault);

        Problem problem = refusal("eloqua", lead(Map.of("email", fresh())));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).startsWith("Target `eloqua` ").contains(words);
        assertThat(problem.details().toString()).contains(own == null ? "[]" : own);
        assertThat(problem.facts().get("retry_after")).isEqualTo(wait == null ? null : Long.valueOf(wait));
    }

    @Test
    void eloquas_own_words_name_the_property_and_no_value() {
        Problem problem = refusal("eloqua", lead(Map.of("email", fresh(), "first_name", "<b>Ada</b>")));

        assertThat(problem.details())
                .extracting(Problem.Detail::message)
                .isEqualTo(List.of("ObjectValidationError firstName TextWithNoHtmlRequirement"));
    }

    @Test
    void a_form_is_filled_in_by_the_ids_of_its_fields() {
        Map<String, Object> record =
                new HashMap<>(Map.of("email", "ada@candela.example", "title", "CTO", "first_name", "Ada"));

        connectors.deliver("eloqua", new Delivery(OURS, "k", "req_1", "", "", record, Map.of("form", "12")));

        JsonNode arrival = arrivals("eloqua").get(0);
        assertThat(arrival.path("form").asText()).isEqualTo("12");
        assertThat(arrival.at("/data/fieldValues").findValuesAsText("id")).containsExactlyInAnyOrder("201", "202");
        assertThat(arrival.at("/data/fieldValues").findValuesAsText("value"))
                .containsExactlyInAnyOrder("ada@candela.example", "Ada");
    }

    @Test
    void a_form_without_a_map_names_the_setting_and_a_lead_without_address_the_field() {
        Delivery unmapped = new Delivery(OURS, "k", "req_1", "", "", Map.of(), Map.of("form", "13"));
        Delivery odd = new Delivery(OURS, "k", "req_1", "", "", Map.of(), Map.of("form", "../contact"));

        assertThat(refusal("eloqua", unmapped).message()).contains("lantern.connectors.eloqua.forms.13.");
        assertThat(refusal("eloqua", odd).code()).isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(refusal("eloqua", lead(Map.of("first_name", "Ada"))).message())
                .contains("field `email`");
    }

    @Test
    void neither_secret_nor_person_reaches_the_log(CapturedOutput log) {
        fault("unavailable?count=1");
        refusal("eloqua", lead(Map.of("email", "ada@candela.example")));

        assertThat(log.getAll()).doesNotContain("lantern-sandbox", "candela", "Basic ");
    }

    private static String fresh() {
        return "ada." + UUID.randomUUID() + "@candela.example";
    }

    private static Delivery lead(Map<String, Object> record) {
        return new Delivery(OURS, UUID.randomUUID().toString(), "req_1", "", "", new HashMap<>(record), Map.of());
    }
}
