package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lantern.packaging.ScriptedHub.Answer;
import io.lantern.packaging.ScriptedHub.Asked;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Kamelets send, and what they make of answers that a hub in good health does not give. */
class KameletsOnTheWireTest {
    private static final String KEY = "lnt_" + "k".repeat(43);
    private static final String MATCH = "lantern-match-action";
    private static final String SOURCE = "lantern-record-source";

    @Test
    void a_call_goes_where_it_is_set_to_with_the_key_and_the_idempotency_key_and_no_other_header() {
        try (ScriptedHub hub = new ScriptedHub(new Answer(200, "{\"success\": true}"));
                PlainCamel camel = new PlainCamel(settings(MATCH, hub)).through(MATCH)) {
            Map<String, Object> headers = new HashMap<>();
            headers.put("CamelHttpUri", "http://127.0.0.1:1/elsewhere");
            headers.put("CamelHttpPath", "/elsewhere");
            headers.put("CamelHttpQuery", "a=1");
            headers.put("CamelHttpMethod", "DELETE");
            headers.put("Authorization", "Basic of-the-webhook");
            headers.put("Cookie", "session=1");
            headers.put("idempotency-key", "once");
            headers.put("Content-Type", "application/vnd.eloqua");

            Exchange answer = camel.send("{\"a\": 1}", headers);

            Asked asked = hub.asked.get(0);
            assertThat(answer.getException()).isNull();
            assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /v1/match");
            assertThat(asked.body()).isEqualTo("{\"a\":1}");
            assertThat(asked.headers().get("Authorization")).containsExactly("Bearer " + KEY);
            assertThat(asked.headers().get("Idempotency-Key")).containsExactly("once");
            assertThat(asked.headers().get("Content-Type")).containsExactly("application/json");
            assertThat(asked.headers()).doesNotContainKeys("Cookie", "A");
            assertThat(answer.getMessage().getHeaders())
                    .containsEntry("Authorization", "Basic of-the-webhook")
                    .containsEntry("CamelHttpPath", "/elsewhere")
                    .containsEntry("Content-Type", "application/json");
            assertThat(answer.getProperties()).doesNotContainKeys("LanternInput", "LanternFault");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {\"error\": {\"code\": \"rate_limited\", \"message\": \"Wait.\"} } | true | 429: rate_limited. Wait.",
                "503 | {\"error\": {\"code\": \"upstream_unavailable\", \"message\": \"Away.\"} } | true | 503: upstream_unavailable. Away.",
                "409 | {\"error\": {\"code\": \"conflict\", \"message\": \"Nobody.\"} } | false | 409: conflict. Nobody.",
                "502 | <html>Bad gateway</html> | true | 502: the answer is not a hub's; check hubUrl",
                "404 | {\"detail\": 7} | false | 404: the answer is not a hub's; check hubUrl",
                "302 | '' | false | 302: the answer is not a hub's; check hubUrl"
            })
    void an_answer_that_is_no_success_is_an_exception_whose_type_says_whether_to_ask_again(
            int status, String body, boolean again, String words) {
        try (ScriptedHub hub = new ScriptedHub(new Answer(status, body));
                PlainCamel camel = new PlainCamel(settings(MATCH, hub)).through(MATCH)) {
            Exchange answer = camel.send("{\"a\": 1}", Map.of());

            assertThat(answer.getException())
                    .isInstanceOf(again ? IOException.class : IllegalArgumentException.class)
                    .hasMessage("Lantern Hub answered " + words);
            assertThat(answer.getMessage().getBody(String.class)).isEqualTo("{\"a\": 1}");
        }
    }

    @Test
    void a_hub_that_is_not_there_is_an_io_exception_and_the_key_is_in_no_header() {
        Map<String, String> settings = settings(MATCH, "http://127.0.0.1:1");
        try (PlainCamel camel = new PlainCamel(settings).through(MATCH)) {
            Exchange answer = camel.send("{}", Map.of("campaign", "spring"));

            assertThat(answer.getException()).isInstanceOf(IOException.class).hasMessageNotContaining(KEY);
            assertThat(answer.getMessage().getHeaders()).containsOnly(Map.entry("campaign", "spring"));
        }
    }

    @Test
    void a_page_that_was_not_read_is_asked_for_again_and_what_was_emitted_is_not() {
        Map<String, String> filters =
                Map.of("object", "Lead", "pool", "a&b \"c\" é", "assignedTo", "0055g00000LmNoPAAV", "limit", "2");
        try (ScriptedHub hub = new ScriptedHub(
                        page("\"next\"", 1, 2), new Answer(503, "{}"), page("null", 3), page("null", 4), page("null"));
                PlainCamel camel = source(hub, filters)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> camel.received.size() >= 4 && hub.asked.size() > 5);

            assertThat(camel.bodies())
                    .containsExactly("{\"sequence\":1}", "{\"sequence\":2}", "{\"sequence\":3}", "{\"sequence\":4}");
            List<Map<String, String>> asked =
                    hub.asked.stream().map(KameletsOnTheWireTest::query).toList();
            assertThat(asked.get(0))
                    .containsEntry("from", "2026-01-31T08:00:00.000Z")
                    .containsEntry("pool", "a&b \"c\" é")
                    .containsEntry("object", "Lead")
                    .containsEntry("assigned_to", "0055g00000LmNoPAAV")
                    .containsEntry("limit", "2")
                    .containsEntry("include_diff", "true")
                    .doesNotContainKeys("cursor", "action");
            assertThat(asked.get(1))
                    .containsEntry("cursor", "next")
                    .containsEntry("to", asked.get(0).get("to"));
            assertThat(asked.get(2)).isEqualTo(asked.get(1));
            for (int window = 3; window < 6; window++) {
                assertThat(asked.get(window))
                        .containsEntry("from", asked.get(window - 1).get("to"))
                        .doesNotContainKey("cursor");
            }
        }
    }

    @Test
    void an_entry_that_fails_further_on_stops_no_other_and_is_not_emitted_again() {
        try (ScriptedHub hub = new ScriptedHub(page("\"next\"", 1, 2), page("null", 3), page("null"));
                PlainCamel camel = new PlainCamel(sourceSettings(hub)).from(SOURCE, body -> body.contains("2"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.asked.size() > 4);

            assertThat(camel.bodies()).containsExactly("{\"sequence\":1}", "{\"sequence\":2}", "{\"sequence\":3}");
        }
    }

    @Test
    void two_sources_in_one_camel_keep_their_own_places() {
        try (ScriptedHub hub = new ScriptedHub(page("null"));
                PlainCamel camel = source(hub, Map.of("action", "assign"))) {
            camel.from(SOURCE + "?action=convert");
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.asked.size() > 12);

            for (String action : List.of("assign", "convert")) {
                List<Map<String, String>> asked = hub.asked.stream()
                        .map(KameletsOnTheWireTest::query)
                        .filter(query -> action.equals(query.get("action")))
                        .toList();
                for (int i = 1; i < asked.size(); i++) {
                    assertThat(asked.get(i))
                            .containsEntry("from", asked.get(i - 1).get("to"));
                }
            }
        }
    }

    private static PlainCamel source(ScriptedHub hub, Map<String, String> more) {
        Map<String, String> settings = sourceSettings(hub);
        more.forEach((name, value) -> settings.put(SOURCE + "." + name, value));
        return new PlainCamel(settings).from(SOURCE);
    }

    private static Map<String, String> sourceSettings(ScriptedHub hub) {
        Map<String, String> settings = settings(SOURCE, hub);
        settings.put(SOURCE + ".from", "2026-01-31T08:00:00.000Z");
        settings.put(SOURCE + ".period", "100");
        settings.put(SOURCE + ".settle", "1");
        return settings;
    }

    private static Answer page(String cursor, int... sequences) {
        String entries = Arrays.stream(sequences)
                .mapToObj("{\"sequence\": %d}"::formatted)
                .collect(Collectors.joining(","));
        return new Answer(200, "{\"success\": true, \"logs\": [%s], \"next_cursor\": %s}".formatted(entries, cursor));
    }

    private static Map<String, String> query(Asked asked) {
        Map<String, String> query = new HashMap<>();
        for (String part : asked.uri().getRawQuery().split("&")) {
            String[] sides = part.split("=", 2);
            query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static Map<String, String> settings(String kamelet, ScriptedHub hub) {
        return settings(kamelet, hub.url());
    }

    private static Map<String, String> settings(String kamelet, String url) {
        return new HashMap<>(Map.of(kamelet + ".hubUrl", url, kamelet + ".apiKey", KEY));
    }
}
