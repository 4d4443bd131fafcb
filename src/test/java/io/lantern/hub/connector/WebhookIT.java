package io.lantern.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.TenantId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Webhooks against a receiver that checks every signature. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookIT extends TargetScene {

    @Test
    void a_delivery_arrives_signed_and_whole() {
        Delivery delivery = delivery(Map.of());

        Delivered delivered = connectors.deliver("webhook.crm", delivery);

        assertThat(arrivals("webhook")).hasSize(1);
        JsonNode arrival = arrivals("webhook").get(0);
        assertThat(arrival.path("id").asText()).isEqualTo(delivered.id()).matches("msg_[0-9a-f]{32}");
        assertThat(arrival.at("/name").asText()).isEqualTo("crm");
        assertThat(arrival.at("/body/type").asText()).isEqualTo("lantern.delivery");
        assertThat(arrival.at("/body/timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(arrival.at("/body/data/request_id").asText()).isEqualTo("req_1");
        assertThat(arrival.at("/body/data/subject").asText()).isEqualTo("A new lead");
        assertThat(arrival.at("/body/data/record/first_name").asText()).isEqualTo("Ada");
    }

    @Test
    void the_only_webhook_needs_no_name() {
        connectors.deliver("webhook", delivery(Map.of("type", "lead.created")));

        assertThat(arrivals("webhook").get(0).at("/body/type").asText()).isEqualTo("lead.created");
    }

    @Test
    void a_repeat_after_a_lost_answer_has_the_same_id_so_that_the_receiver_can_drop_it() {
        fault("drop-reply?count=1");
        Delivery delivery = delivery(Map.of());

        Problem lost = refusal("webhook.crm", delivery);
        connectors.deliver("webhook.crm", delivery);

        assertThat(lost.code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE);
        assertThat(arrivals("webhook"))
                .extracting(arrival -> arrival.path("seen_before").asBoolean())
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gone                                  | UPSTREAM_ERROR       | says that it is gone for good      |",
                "unauthorized                          | UPSTREAM_ERROR       | refused the hub's credentials      |",
                "refused?code=no such list             | UPSTREAM_ERROR       | refused the delivery (HTTP 400)    |",
                "redirect                              | UPSTREAM_ERROR       | sends the hub elsewhere (HTTP 302) |",
                "unavailable                           | UPSTREAM_UNAVAILABLE | is out of order (HTTP 503)         |",
                "unavailable?retry-after=7             | UPSTREAM_UNAVAILABLE | is out of order (HTTP 503)         | 7",
                "rate-limit?retry-after=30             | RATE_LIMITED         | takes no more deliveries now       | 30",
                "hang                                  | UPSTREAM_TIMEOUT     | did not answer in time             |",
                "trickle                               | UPSTREAM_TIMEOUT     | did not answer in time             |",
            })
    void a_fault_says_whether_another_try_is_worth_it(String fault, ProblemCode code, String words, Integer wait) {
        fault(fault.replace(" ", "%20"));
        long begun = System.nanoTime();

        Problem problem = refusal("webhook.crm", delivery(Map.of()));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).startsWith("Target `webhook.crm` ").contains(words);
        assertThat(problem.facts().get("retry_after")).isEqualTo(wait == null ? null : Long.valueOf(wait));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(calls("webhook.post")).as("no repeat inside a call").isEqualTo(1);
        assertThat(arrivals("webhook")).isEmpty();
    }

    @Test
    void the_receivers_own_words_are_told_without_addresses() {
        fault("refused?code=no%20list%20for%20ada@candela.example");

        Problem problem = refusal("webhook.crm", delivery(Map.of()));

        assertThat(problem.details()).extracting(Problem.Detail::message).containsExactly("no list for <e-mail>");
    }

    @Test
    void another_tenants_webhook_is_not_there_and_an_unknown_one_names_its_setting() {
        Delivery theirs = new Delivery(new TenantId(2), "key", "req_1", "", "", Map.of(), Map.of());

        assertThat(refusal("webhook.crm", theirs).message())
                .isEqualTo(
                        "Target `webhook.crm` is not configured: set lantern.connectors.webhooks.crm.url and .secret.");
        assertThat(refusal("webhook.other", delivery(Map.of())).code()).isEqualTo(ProblemCode.NOT_CONFIGURED);
        assertThat(refusal("fax", delivery(Map.of())).code()).isEqualTo(ProblemCode.BAD_REQUEST);
    }

    @Test
    void what_is_a_target_is_known_whether_configured_or_not() {
        assertThat(connectors.knows("webhook")).isTrue();
        assertThat(connectors.knows("webhook.crm")).isTrue();
        assertThat(connectors.knows("webhook.")).isFalse();
        assertThat(connectors.knows("webhook.a/b")).isFalse();
        assertThat(connectors.knows("fax")).isFalse();
    }

    @Test
    void neither_secret_nor_person_reaches_the_log(CapturedOutput log) {
        fault("unavailable?count=1");
        refusal("webhook.crm", delivery(Map.of()));
        connectors.deliver("webhook.crm", delivery(Map.of()));

        assertThat(log.getAll()).doesNotContain("whsec_", "candela", "Moreno");
    }
}
