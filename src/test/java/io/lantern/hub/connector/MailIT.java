package io.lantern.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Letters by SMTP and by Gmail's API, over sockets. */
@ExtendWith(OutputCaptureExtension.class)
class MailIT extends TargetScene {

    @Test
    void a_letter_arrives_with_text_and_html_for_everybody() {
        Delivered delivered = connectors.deliver(
                "email",
                delivery(Map.of("to", "Ada <ada@candela.example>; tom@sandbox.example", "html", "<p>Ä new lead</p>")));

        JsonNode letter = arrivals("email").get(0);
        assertThat(letter.path("id").asText()).isEqualTo(delivered.id()).matches("<msg_[0-9a-f]{32}@sandbox.example>");
        assertThat(letter.path("recipients").toString()).isEqualTo("[\"ada@candela.example\",\"tom@sandbox.example\"]");
        assertThat(letter.at("/from/0").asText()).isEqualTo("Lantern <hub@sandbox.example>");
        assertThat(letter.path("subject").asText()).isEqualTo("A new lead");
        assertThat(letter.path("text").asText()).isEqualTo("Ada Moreno of Candela has written.");
        assertThat(letter.path("html").asText()).isEqualTo("<p>Ä new lead</p>");
        assertThat(letter.at("/headers/Auto-Submitted").asText()).isEqualTo("auto-generated");
    }

    @Test
    void every_letter_of_every_script_arrives_as_it_was_written() {
        Delivery delivery = new Delivery(
                OURS, "k", "req_1", "Größe 10 € 田中", "Zażółć\n. \n.\r\nгусь 🦢", Map.of(), Map.of("to", "a@b.example"));

        connectors.deliver("email", delivery);

        assertThat(arrivals("email").get(0).path("subject").asText()).isEqualTo("Größe 10 € 田中");
        assertThat(arrivals("email").get(0).path("text").asText().replace("\r\n", "\n"))
                .isEqualTo("Zażółć\n. \n.\nгусь 🦢");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "gmail"})
    void a_repeat_after_a_lost_answer_has_the_same_message_id(String target) {
        fault("drop-reply?count=1&path=/" + target + (target.equals("gmail") ? "/gmail" : ""));
        Delivery delivery = delivery(Map.of("to", "tom@sandbox.example"));

        Problem lost = refusal(target, delivery);
        connectors.deliver(target, delivery);

        assertThat(lost.code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        assertThat(arrivals(target))
                .extracting(letter -> letter.path("seen_before").asBoolean())
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tom@sandbox.example\r\nBcc: spy@evil.example",
                "tom@sandbox.example\nBcc: spy@evil.example",
                "tom@sandbox.example\u0000",
                "tom@sandbox.example>\r\nRCPT TO:<spy@evil.example",
                "group: tom@sandbox.example, ada@sandbox.example;",
                "nobody",
                "@sandbox.example",
                "tom@ sandbox.example x",
            })
    void an_address_that_is_none_is_refused_and_sends_nothing(String to) {
        Problem problem = refusal("email", delivery(Map.of("to", to)));

        assertThat(problem.code()).isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(problem.message()).doesNotContain("evil").contains("option `to`");
        assertThat(arrivals("email")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "gmail"})
    void a_subject_cannot_begin_a_header_of_its_own(String target) {
        Delivery delivery = new Delivery(
                OURS,
                "k",
                "req_1",
                "Hello\r\nBcc: spy@evil.example\r\n\r\nbody",
                "",
                Map.of(),
                Map.of("to", "tom@sandbox.example"));

        connectors.deliver(target, delivery);

        JsonNode letter = arrivals(target).get(0);
        assertThat(letter.path("subject").asText()).isEqualTo("Hello Bcc: spy@evil.example body");
        assertThat(letter.path("headers").has("Bcc")).isFalse();
        assertThat(letter.path("recipients").toString()).doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email | refused                        | UPSTREAM_ERROR       | refused the letter (SMTP 550) | 5.1.1 <<e-mail>>   |",
                "email | unavailable                    | UPSTREAM_UNAVAILABLE | try again (SMTP 451)          |                    |",
                "email | rate-limit                     | UPSTREAM_UNAVAILABLE | try again (SMTP 450)          |                    |",
                "email | gone                           | UPSTREAM_UNAVAILABLE | try again (SMTP 421)          |                    |",
                "email | hang                           | UPSTREAM_TIMEOUT     | in time                       |                    |",
                "gmail | refused                        | UPSTREAM_ERROR       | (HTTP 400)                    | Precondition check |",
                "gmail | refused?status=403             | UPSTREAM_ERROR       | credentials (HTTP 403)        | Insufficient       |",
                "gmail | refused?status=403&code=userRateLimitExceeded | RATE_LIMITED | no more deliveries     |                    | 1",
                "gmail | rate-limit?retry-after=20      | RATE_LIMITED         | no more deliveries            |                    | 20",
                "gmail | unavailable                    | UPSTREAM_UNAVAILABLE | (HTTP 503)                    |                    |",
                "gmail | html                           | UPSTREAM_ERROR       | not of its API                |                    |",
            })
    void a_fault_says_whether_another_try_is_worth_it(
            String target, String fault, ProblemCode code, String words, String own, Integer wait) {
        fault(fault + (fault.contains("?") ? "&" : "?") + "path=/" + target);

        Problem problem = refusal(target, delivery(Map.of("to", "tom@sandbox.example")));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).startsWith("Target `" + target + "` ").contains(words);
        assertThat(problem.details().toString())
                .contains(own == null ? "[]" : own)
                .doesNotContain("tom@");
        assertThat(problem.facts().get("retry_after")).isEqualTo(wait == null ? null : Long.valueOf(wait));
        assertThat(arrivals(target)).isEmpty();
    }

    @Test
    void of_several_recipients_one_refused_refuses_the_letter_so_that_nobody_gets_it_twice() {
        fault("refused?count=1&path=/email");

        Problem problem = refusal("email", delivery(Map.of("to", "ada@sandbox.example, tom@sandbox.example")));

        assertThat(problem.code()).isEqualTo(ProblemCode.UPSTREAM_ERROR);
        assertThat(arrivals("email")).isEmpty();
    }

    @Test
    void gmail_sends_to_whom_its_settings_say_where_the_delivery_does_not() {
        Delivered delivered = connectors.deliver("gmail", delivery(Map.of()));

        assertThat(delivered.id()).matches("[0-9a-f]{16}");
        assertThat(arrivals("gmail").get(0).at("/to/0").asText()).isEqualTo("team@sandbox.example");
        assertThat(refusal("email", delivery(Map.of())).message()).contains("lantern.connectors.email.to");
    }

    @Test
    void neither_secret_nor_person_reaches_the_log(CapturedOutput log) {
        fault("refused?path=/email");
        refusal("email", delivery(Map.of("to", "tom@sandbox.example")));
        fault("unavailable?path=/gmail");
        refusal("gmail", delivery(Map.of("to", "tom@sandbox.example")));

        assertThat(log.getAll()).doesNotContain("lantern-sandbox", "tom@", "Moreno");
    }
}
