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

/** Slack and WhatsApp over sockets. */
@ExtendWith(OutputCaptureExtension.class)
class ChatIT extends TargetScene {

    @Test
    void a_message_comes_to_slack_as_plain_text() {
        connectors.deliver("slack", delivery(Map.of()));

        JsonNode message = arrivals("slack").get(0).path("message");
        assertThat(message.at("/blocks/0/text/text").asText()).isEqualTo("A new lead");
        assertThat(message.at("/blocks/1/text/text").asText()).isEqualTo("Ada Moreno of Candela has written.");
        assertThat(message.at("/blocks").findValuesAsText("type")).doesNotContain("mrkdwn");
    }

    @Test
    void a_leads_name_cannot_call_a_whole_channel() {
        Delivery delivery = new Delivery(
                OURS, "k", "req_1", "<!channel> & <https://evil.example|Ada>\nBcc: x", "<!here>", Map.of(), Map.of());

        connectors.deliver("slack", delivery);

        JsonNode message = arrivals("slack").get(0).path("message");
        assertThat(message.path("text").asText())
                .isEqualTo("&lt;!channel&gt; &amp; &lt;https://evil.example|Ada&gt; Bcc: x");
        assertThat(message.at("/blocks/1/text").toString()).contains("plain_text", "<!here>");
    }

    @ParameterizedTest
    @ValueSource(ints = {2_999, 3_000, 3_001, 20_000, 100_000})
    void a_long_text_comes_in_parts_that_slack_takes(int length) {
        String text = "wörter ".repeat(length / 7 + 1).substring(0, length - 1) + "!";

        connectors.deliver("slack", new Delivery(OURS, "k", "req_1", "x".repeat(400), text, Map.of(), Map.of()));

        assertThat(arrivals("slack")).hasSize(1);
        assertThat(arrivals("slack").get(0).at("/message/blocks").size()).isLessThanOrEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack    | gone                                | UPSTREAM_ERROR       | (HTTP 410)            | channel_is_archived |",
                "slack    | refused?status=404                  | UPSTREAM_ERROR       | (HTTP 404)            | no_service          |",
                "slack    | refused?status=403                  | UPSTREAM_ERROR       | (HTTP 403)            | action_prohibited   |",
                "slack    | rate-limit?retry-after=30           | RATE_LIMITED         | no more deliveries    |                     | 30",
                "slack    | unavailable                         | UPSTREAM_UNAVAILABLE | out of order          |                     |",
                "slack    | hang                                | UPSTREAM_TIMEOUT     | in time               |                     |",
                "slack    | html                                | UPSTREAM_ERROR       | not of its API        |                     |",
                "whatsapp | refused?code=131047                 | UPSTREAM_ERROR       | option `template`     | 24 hours            |",
                "whatsapp | refused?code=131026                 | UPSTREAM_ERROR       | (code 131026)         | Unable to deliver   |",
                "whatsapp | unauthorized                        | UPSTREAM_ERROR       | .whatsapp.token       | has expired         |",
                "whatsapp | rate-limit                          | RATE_LIMITED         | no more deliveries    |                     | 1",
                "whatsapp | refused?code=130429                 | RATE_LIMITED         | no more deliveries    |                     | 1",
                "whatsapp | unavailable?retry-after=9           | UPSTREAM_UNAVAILABLE | (code 131016)         |                     | 9",
                "whatsapp | html                                | UPSTREAM_ERROR       | not of its API        |                     |",
            })
    void a_fault_says_whether_another_try_is_worth_it(
            String target, String fault, ProblemCode code, String words, String own, Integer wait) {
        fault(fault + (fault.contains("?") ? "&" : "?") + "path=/" + target);

        Problem problem = refusal(target, delivery(Map.of("to", "+1 415 555 0123")));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).startsWith("Target `" + target + "` ").contains(words);
        assertThat(problem.details().toString()).contains(own == null ? "[]" : own);
        assertThat(problem.facts().get("retry_after")).isEqualTo(wait == null ? null : Long.valueOf(wait));
        assertThat(arrivals(target)).isEmpty();
    }

    @Test
    void a_text_goes_to_the_phone_that_the_delivery_names() {
        Delivered delivered = connectors.deliver("whatsapp", delivery(Map.of("to", "+1 (415) 555-0123")));

        assertThat(delivered.id()).startsWith("wamid.");
        JsonNode message = arrivals("whatsapp").get(0).path("message");
        assertThat(message.path("to").asText()).isEqualTo("14155550123");
        assertThat(message.at("/text/body").asText()).isEqualTo("A new lead\nAda Moreno of Candela has written.");
    }

    @Test
    void a_template_is_filled_with_the_deliverys_parameters() {
        connectors.deliver(
                "whatsapp",
                delivery(Map.of(
                        "to", "14155550123",
                        "template", "new_lead",
                        "language", "de",
                        "parameter.1", "Ada",
                        "parameter.2", "Candela")));

        JsonNode template = arrivals("whatsapp").get(0).at("/message/template");
        assertThat(template.path("name").asText()).isEqualTo("new_lead");
        assertThat(template.at("/language/code").asText()).isEqualTo("de");
        assertThat(template.at("/components/0/parameters").findValuesAsText("text"))
                .containsExactly("Ada", "Candela");
    }

    @Test
    void a_phone_that_is_none_is_refused_here_and_a_missing_one_names_its_setting() {
        assertThat(refusal("whatsapp", delivery(Map.of("to", "call me"))).code())
                .isEqualTo(ProblemCode.BAD_REQUEST);
        assertThat(refusal("whatsapp", delivery(Map.of())).message()).contains("lantern.connectors.whatsapp.to");
        assertThat(calls("whatsapp.send")).isZero();
    }

    @Test
    void neither_secret_nor_person_reaches_the_log(CapturedOutput log) {
        fault("unavailable?count=2");
        refusal("slack", delivery(Map.of()));
        refusal("whatsapp", delivery(Map.of("to", "14155550123")));

        assertThat(log.getAll()).doesNotContain("lantern-sandbox", "4155550123", "Candela");
    }
}
