package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinPhoneTest {
    private final BuiltinPhone phone = new BuiltinPhone();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(415) 555-0134     | USA            | +14155550134  | US",
                "030 1234567        | Deutschland    | +49301234567  | DE",
                "020 7946 0958      | United Kingdom | +442079460958 | GB",
                "01 23 45 67 89     | fr             | +33123456789  | FR",
                "+81 3-1234-5678    | Germany        | +81312345678  | JP",
                "0049 30 1234567    | France         | +49301234567  | DE",
                "1-800-FLOWERS      | US             | +18003569377  | US",
                "tel:+1-415-555-0134 | Germany       | +14155550134  | US",
            })
    void a_number_as_people_write_it_becomes_one_form(String text, String country, String e164, String region) {
        ProviderAnswer answer = phone.find(new ProviderQuestion(Map.of("phone", text, "country", country)));

        assertThat(value(answer, "phone")).isEqualTo(e164);
        assertThat(value(answer, "phone_valid")).isEqualTo(true);
        assertThat(value(answer, "country")).isEqualTo(region);
        assertThat(answer.found())
                .allSatisfy(found -> assertThat(found.source()).isEqualTo("builtin.phone"));
    }

    @ParameterizedTest
    @CsvSource({
        "country, Austria, 0.95",
        "state, California, 0.9",
        "domain, acme.at, 0.8",
        "email, ann@acme.at, 0.8",
        "default_region, AT, 0.7",
    })
    void the_less_the_hint_says_the_less_sure_the_number_is(String hint, String value, double confidence) {
        String text = hint.equals("state") ? "415 555 0134" : "01 5123456";

        ProviderAnswer answer = phone.find(new ProviderQuestion(Map.of("phone", text, hint, value)));

        assertThat(answer.field("phone"))
                .hasValueSatisfying(found -> assertThat(found.confidence()).isEqualTo(confidence));
    }

    @Test
    void a_country_code_in_the_number_needs_no_hint_but_does_not_make_the_country_certain() {
        ProviderAnswer answer = phone.find(new ProviderQuestion(Map.of("phone", "+43 1 5123456")));

        assertThat(answer.field("phone"))
                .hasValueSatisfying(found -> assertThat(found.confidence()).isEqualTo(0.98));
        assertThat(answer.field("country"))
                .hasValueSatisfying(found -> assertThat(found.confidence()).isEqualTo(0.9));
    }

    @Test
    void a_number_that_its_plan_does_not_know_is_told_but_not_trusted() {
        ProviderAnswer answer = phone.find(new ProviderQuestion(Map.of("phone", "123 4567", "country", "US")));

        assertThat(value(answer, "phone_valid")).isEqualTo(false);
        assertThat(answer.field("phone"))
                .hasValueSatisfying(found -> assertThat(found.confidence()).isEqualTo(0.3));
        assertThat(answer.field("country")).isEmpty();
    }

    @Test
    void an_extension_is_told_apart() {
        ProviderAnswer answer =
                phone.find(new ProviderQuestion(Map.of("phone", "(415) 555-0134 ext. 89", "country", "US")));

        assertThat(value(answer, "phone")).isEqualTo("+14155550134");
        assertThat(value(answer, "phone_extension")).isEqualTo("89");
    }

    @Test
    void a_mobile_number_is_told_from_a_fixed_line() {
        assertThat(value(phone.find(new ProviderQuestion(Map.of("phone", "+4915123456789"))), "phone_type"))
                .isEqualTo("mobile");
        assertThat(value(phone.find(new ProviderQuestion(Map.of("phone", "+49301234567"))), "phone_type"))
                .isEqualTo("fixed_line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call me", "n/a", "()", "٠٠٠", "555"})
    void what_is_no_number_or_cannot_be_placed_is_a_miss(String text) {
        assertThat(phone.find(new ProviderQuestion(Map.of("phone", text))).found())
                .isEmpty();
    }

    @Test
    void no_number_and_an_endless_one_are_a_miss() {
        assertThat(phone.find(new ProviderQuestion(Map.of("country", "US"))).found())
                .isEmpty();
        assertThat(phone.find(new ProviderQuestion(Map.of("phone", "+1 415 555 0134" + " ".repeat(80) + "1")))
                        .found())
                .isEmpty();
    }

    @Test
    void a_country_nobody_knows_falls_back_to_the_next_hint() {
        ProviderAnswer answer = phone.find(
                new ProviderQuestion(Map.of("phone", "(415) 555-0134", "country", "Atlantis", "default_region", "US")));

        assertThat(value(answer, "phone")).isEqualTo("+14155550134");
    }

    private static Object value(ProviderAnswer answer, String field) {
        return answer.field(field).orElseThrow().value();
    }
}
