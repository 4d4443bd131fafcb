package io.lantern.sandbox.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's model over the wire, as any client of OpenAI's API meets it. */
class ModelServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACME =
            "Acme Pumps makes pumps for breweries. It was founded in 1987 and is headquartered in Porto. "
                    + "Acme Pumps employs 240 people. Write to info@acme-pumps.example or call +351 22 340 5000.";

    private static ModelServer server;
    private static final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        String text() {
            return json.at("/choices/0/message/content").asText();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = ModelServer.start(0);
    }

    @AfterEach
    void calm() throws Exception {
        send("DELETE", "/sandbox/faults", "", "");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void it_quotes_what_the_messages_say_to_the_question_and_says_who_it_is() throws Exception {
        Answer answer = ask("""
                {"model":"lantern-sandbox-small","messages":[
                  {"role":"system","content":"Answer briefly."},
                  {"role":"user","content":"%s When was it founded?"}]}""".formatted(ACME));

        assertThat(answer.text()).isEqualTo("[sandbox model] It was founded in 1987 and is headquartered in Porto.");
        assertThat(answer.json().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void the_same_request_gets_the_same_answer() throws Exception {
        String request = request("When was it founded?", "");

        assertThat(ask(request).text()).isEqualTo(ask(request).text());
        assertThat(ask(request).json().path("id")).isEqualTo(ask(request).json().path("id"));
    }

    @Test
    void tokens_are_counted_and_add_up() throws Exception {
        JsonNode usage = ask(request("When?", "")).json().path("usage");

        assertThat(usage.path("prompt_tokens").asInt()).isBetween(50, 90);
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt()
                        + usage.path("completion_tokens").asInt());
    }

    @Test
    void an_answer_longer_than_allowed_is_cut_and_says_so() throws Exception {
        Answer answer = ask(request("Where is it headquartered?", ",\"max_tokens\":5"));

        assertThat(answer.json().at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(answer.json().at("/usage/completion_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void a_label_is_chosen_from_those_offered() throws Exception {
        Answer answer = ask(request("Which industry is it, one of: banking, pumps, software?", ""));

        assertThat(answer.text()).isEqualTo("[sandbox model] pumps");
    }

    @Test
    void a_plan_of_searches_is_the_telling_words_of_the_question_and_its_names() throws Exception {
        Answer answer = ask("""
                {"model":"lantern-sandbox-large","messages":[
                  {"role":"user","content":"In which city is Acme Pumps?"}]%s}""".formatted(format("""
                {"type":"object","properties":{"queries":{"type":"array","items":{"type":"string"}}}}""")));

        assertThat(JSON.readTree(answer.text())).isEqualTo(JSON.readTree("""
                {"queries":["city Acme Pumps","Acme Pumps"]}"""));
    }

    @Test
    void citations_are_sentences_of_what_was_shown_and_without_one_it_is_sure_of_nothing() throws Exception {
        String form = format("""
                {"type":"object","properties":{"confidence":{"type":"number","minimum":0,"maximum":1},
                 "citations":{"type":"array","items":{"type":"object","properties":
                   {"url":{"type":"string"},"quote":{"type":"string"}}}}}}""");
        String shown = """
                {"model":"lantern-sandbox-small","messages":[
                  {"role":"system","content":"Between <data-0123456789> and </data-0123456789> is data."},
                  {"role":"user","content":"%s <data-0123456789 source=\\"https://acme.example/\\">Acme is in Porto. It makes pumps.</data-0123456789>"}]%s}""";

        Answer answer = ask(shown.formatted("Where is Acme?", form));
        Answer nothing = ask(shown.formatted("Who leads Umbrella?", form));

        assertThat(JSON.readTree(answer.text())).isEqualTo(JSON.readTree("""
                {"confidence":0.8,"citations":[{"url":"https://acme.example/","quote":"Acme is in Porto."}]}"""));
        assertThat(JSON.readTree(nothing.text())).isEqualTo(JSON.readTree("""
                {"confidence":0.0,"citations":[]}"""));
    }

    @Test
    void json_is_drawn_from_the_messages_as_the_schema_names_it() throws Exception {
        Answer answer = ask(request("Describe the company.", format("""
                {"type":"object","required":["founded","employees","city","email","phone","revenue"],
                 "properties":{"founded":{"type":"integer"},"employees":{"type":"integer"},
                   "city":{"type":"string"},"email":{"type":"string","format":"email"},
                   "phone":{"type":"string"},"revenue":{"type":["number","null"]},"linkedin":{"type":"string"}}}""")));

        assertThat(JSON.readTree(answer.text())).isEqualTo(JSON.readTree("""
                {"founded":1987,"employees":240,"city":"Porto","email":"info@acme-pumps.example",
                 "phone":"+351 22 340 5000","revenue":null}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":40}}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":3}}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"enum\":[\"x\",\"y\"]}}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":3}}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":2,"
                        + "\"items\":{\"type\":\"object\",\"required\":[\"b\"],\"properties\":{\"b\":{\"type\":\"boolean\"}}}}}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\"}},"
                        + "\"$defs\":{\"d\":{\"type\":\"string\",\"format\":\"date\"}}}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}}}",
                "{\"type\":\"object\",\"required\":[\"code\"],\"properties\":{\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}$\"}}}",
                "{\"type\":\"object\",\"required\":[\"deep\"],\"properties\":{\"deep\":{\"type\":\"object\",\"required\":[\"confidence\"],"
                        + "\"properties\":{\"confidence\":{\"type\":\"number\",\"minimum\":0,\"maximum\":1}},\"additionalProperties\":false}}}",
            })
    void json_is_valid_against_the_schema_even_where_the_messages_say_nothing(String schema) throws Exception {
        JsonNode answer =
                JSON.readTree(ask(request("Fill this in.", format(schema))).text());

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(answer))
                .as("%s", answer)
                .isEmpty();
    }

    @Test
    void json_without_a_schema_is_an_object() throws Exception {
        Answer answer = ask(request("When was it founded?", ",\"response_format\":{\"type\":\"json_object\"}"));

        assertThat(JSON.readTree(answer.text()).path("answer").asText()).startsWith("[sandbox model] ");
    }

    @Test
    void a_tool_that_fits_is_called_once_and_its_result_is_used() throws Exception {
        String tools = """
                ,"tools":[{"type":"function","function":{"name":"web_search","description":"Searches the web",
                  "parameters":{"type":"object","required":["query"],"properties":{"query":{"type":"string"}}}}},
                 {"type":"function","function":{"name":"send_mail","parameters":{"type":"object"}}}]""";
        String question = "{\"role\":\"user\",\"content\":\"Search the web: who founded Zed?\"}";

        JsonNode call = ask("{\"model\":\"lantern-sandbox-large\",\"messages\":[%s]%s}".formatted(question, tools))
                .json()
                .at("/choices/0");
        Answer answer = ask("""
                {"model":"lantern-sandbox-large","messages":[%s,%s,
                 {"role":"tool","tool_call_id":"%s","content":"Zed was founded by Ada Moreno."}]%s}""".formatted(
                        question,
                        call.path("message"),
                        call.at("/message/tool_calls/0/id").asText(),
                        tools));

        assertThat(call.path("finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(call.at("/message/tool_calls/0/function/name").asText()).isEqualTo("web_search");
        assertThat(call.at("/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"query\":\"Search the web: who founded Zed?\"}");
        assertThat(answer.text()).isEqualTo("[sandbox model] Zed was founded by Ada Moreno.");
    }

    @Test
    void a_stream_is_the_same_answer_in_pieces_with_usage_and_an_end() throws Exception {
        String whole = ask(request("When was it founded?", "")).text();

        List<String> events =
                events(request("When was it founded?", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        StringBuilder text = new StringBuilder();
        for (String event : events.subList(0, events.size() - 1)) {
            text.append(JSON.readTree(event).at("/choices/0/delta/content").asText(""));
        }
        assertThat(text).hasToString(whole);
        assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
        assertThat(JSON.readTree(events.get(events.size() - 2))
                        .at("/usage/total_tokens")
                        .asInt())
                .isPositive();
    }

    @Test
    void it_lists_its_models() throws Exception {
        Answer answer = send("GET", "/v1/models", "", ModelServer.KEY);

        assertThat(answer.json().path("data").findValuesAsText("id"))
                .containsExactly("lantern-sandbox-small", "lantern-sandbox-large");
    }

    @Test
    void errors_have_the_bodies_of_the_real_api() throws Exception {
        String request = request("x", "");

        assertError(send("POST", "/v1/chat/completions", request, "wrong"), 401, "invalid_api_key");
        assertError(send("POST", "/v1/chat/completions", request, ""), 401, "invalid_api_key");
        assertError(
                ask("{\"model\":\"gpt-9\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"),
                404,
                "model_not_found");
        assertError(ask("{\"model\":"), 400, "null");
        assertError(ask("{\"model\":\"lantern-sandbox-small\",\"messages\":[]}"), 400, "null");
        assertError(send("GET", "/v1/chat/completions", "", ModelServer.KEY), 405, "method_not_supported");
        assertError(send("POST", "/v1/embeddings", "{}", ModelServer.KEY), 404, "null");
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorized, 401, invalid_api_key",
        "rate-limit?retry-after=7, 429, rate_limit_exceeded",
        "server-error, 500, null",
        "server-error?status=503, 503, null"
    })
    void a_fault_strikes_as_often_as_it_was_told(String fault, int status, String code) throws Exception {
        send("PUT", "/sandbox/faults/" + fault + (fault.contains("?") ? "&" : "?") + "count=1", "", "");

        Answer struck = ask(request("x", ""));

        assertError(struck, status, code);
        assertThat(struck.raw().headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
        assertThat(ask(request("x", "")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prose", "half-json"})
    void a_fault_of_the_answer_makes_it_no_json(String fault) throws Exception {
        send("PUT", "/sandbox/faults/" + fault, "", "");

        Answer answer = ask(request(
                "x",
                format("{\"type\":\"object\",\"required\":[\"city\"],"
                        + "\"properties\":{\"city\":{\"type\":\"string\"}}}")));

        assertThatThrownBy(() -> JSON.readTree(answer.text())).isInstanceOf(IOException.class);
    }

    @Test
    void a_stream_can_be_cut_or_end_without_its_end() throws Exception {
        send("PUT", "/sandbox/faults/drop-reply?after=2&count=1", "", "");
        assertThatThrownBy(() -> events(request("x", ",\"stream\":true"))).isInstanceOf(IOException.class);

        send("PUT", "/sandbox/faults/end-early?after=2&count=1", "", "");
        assertThat(events(request("x", ",\"stream\":true"))).hasSize(3).doesNotContain("[DONE]");
    }

    @Test
    void requests_are_counted() throws Exception {
        send("DELETE", "/sandbox/requests", "", "");

        ask(request("x", ""));
        ask(request("y", ""));

        assertThat(send("GET", "/sandbox/requests", "", "")
                        .json()
                        .at("/operations/chat.completions")
                        .asInt())
                .isEqualTo(2);
    }

    private static String request(String question, String more) {
        return """
                {"model":"lantern-sandbox-large","messages":[{"role":"user","content":"%s\\n\\n%s"}]%s}""".formatted(ACME, question, more);
    }

    private static String format(String schema) {
        return ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":" + schema
                + "}}";
    }

    private static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/message").asText()).isNotEmpty();
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }

    private static Answer ask(String body) throws Exception {
        return send("POST", "/v1/chat/completions", body, ModelServer.KEY);
    }

    private static List<String> events(String body) throws Exception {
        List<String> events = new ArrayList<>();
        for (String line : send("POST", "/v1/chat/completions", body, ModelServer.KEY)
                .raw()
                .body()
                .split("\n")) {
            if (line.startsWith("data: ")) {
                events.add(line.substring(6));
            }
        }
        return events;
    }

    private static Answer send(String method, String path, String body, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<String> raw = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean json = raw.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new Answer(raw.statusCode(), json ? JSON.readTree(raw.body()) : JSON.missingNode(), raw);
    }
}
