package io.lantern.hub.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorCardTest {
    private static final Map<String, Object> CARD = Map.ofEntries(
            Map.entry("name", "acme.phone"),
            Map.entry("url", "{{acme.url}}/v1/person"),
            Map.entry("key", "secret"),
            Map.entry("key-header", "Authorization"),
            Map.entry("key-prefix", "Bearer "),
            Map.entry("method", "POST"),
            Map.entry("needs", "linkedin_id, first_name + last_name+domain"),
            Map.entry("request", "{first_name, a: {b: .last_name}}"),
            Map.entry(
                    "answer",
                    ".person | {last_name, phone: {value: .mobile, confidence: (.score / 100)}, phone_valid: true}"),
            Map.entry("miss", ".status == 404 or .body.error == \"nobody\""),
            Map.entry("confidence", "0.8"),
            Map.entry("credits", "1.5"),
            Map.entry("calls-per-second", "2.5"),
            Map.entry("at-once", "10"),
            Map.entry("timeout", "2000"),
            Map.entry("patience", ""));

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void a_card_says_what_must_be_known_to_ask() {
        VendorCard card = card("name", "acme.phone");

        assertThat(card.lacks(Set.of("linkedin_id"))).isEmpty();
        assertThat(card.lacks(Set.of("first_name", "last_name", "domain", "email")))
                .isEmpty();
        assertThat(card.lacks(Set.of("first_name"))).contains("needs linkedin_id; or first_name, last_name, domain");
    }

    @Test
    void a_value_has_the_confidence_the_card_computes_else_that_of_the_card() throws Exception {
        ProviderAnswer answer = answer("{\"person\": {\"mobile\": \"+1\", \"score\": 93, \"last_name\": \"Doe\"}}");

        assertThat(answer.found())
                .containsExactlyInAnyOrder(
                        new Found("phone", "+1", 0.93, "acme.phone"),
                        new Found("last_name", "Doe", 0.8, "acme.phone"),
                        new Found("phone_valid", true, 0.8, "acme.phone"));
    }

    @Test
    void what_the_vendor_does_not_know_is_not_found() throws Exception {
        ProviderAnswer answer = answer("{\"person\": {\"mobile\": null, \"score\": 93, \"last_name\": \" \"}}");

        assertThat(answer.field("phone")).isEmpty();
        assertThat(answer.field("last_name")).isEmpty();
    }

    @Test
    void json_that_the_program_cannot_read_is_a_fault_and_not_a_miss() {
        assertThatThrownBy(() -> answer("{\"person\": \"none\"}"))
                .isInstanceOf(VendorFault.class)
                .hasMessageContaining("`answer` cannot read")
                .hasMessageNotContaining("none");
    }

    @Test
    void a_secret_of_a_setting_is_put_in_and_a_blank_one_switches_the_vendor_off() {
        assertThat(card("name", "acme.phone").url()).hasToString("https://api.acme.example/v1/person");
        assertThat(card("key", "{{acme.key}}").isOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name             | acme          | must be <vendor>.<service>",
                "name             | acme.fax      | must end in .phone",
                "url              | acme.example  | must be an http or https address",
                "url              | https://a/?k=1| without a query",
                "method           | PUT           | must be GET or POST",
                "key-header       | X: Y          | must be the name of an HTTP header",
                "request          | {a            | is not jq",
                "answer           | ''            | must be a jq program",
                "confidence       | 80            | must be a number from 0 to 1",
                "credits          | cheap         | must be a number",
                "timeout          | 0             | must be a number from 1 to 60000",
                "calls-per-second | -1            | must be a number from 0",
                "key              | {{acme.other}}| names a setting that is not there"
            })
    void a_wrong_parameter_is_refused_with_its_name_and_the_rule(String name, String value, String rule) {
        assertThatThrownBy(() -> card(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter `" + name + "`")
                .hasMessageContaining(rule);
    }

    private ProviderAnswer answer(String body) throws Exception {
        return VendorAnswer.answer(card("name", "acme.phone"), json.readTree(body));
    }

    private static VendorCard card(String name, String value) {
        Map<String, Object> card = new HashMap<>(CARD);
        card.put(name, value);
        return VendorCard.of(new CardParameters(card, VendorCardTest::settings));
    }

    private static String settings(String text) {
        if (text.contains("{{acme.other}}")) {
            throw new IllegalArgumentException("not found");
        }
        return text.replace("{{acme.url}}", "https://api.acme.example").replace("{{acme.key}}", "");
    }
}
