package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.ModelSettings.JsonMode;
import io.lantern.hub.provider.ModelSettings.Kind;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent in each protocol, and that answers of its documented shape are read. */
class ModelKindsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ModelQuestion QUESTION = ModelQuestion.of("Be brief.", ModelMessage.user("Which city?"));
    private static final String SCHEMA =
            "{\"type\":\"object\",\"required\":[\"city\"],\"properties\":{\"city\":{\"type\":\"string\"}}}";
    private static final String OPENAI = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"some-model","choices":[
             {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":%s}}],
             "usage":{"prompt_tokens":11,"completion_tokens":4,"total_tokens":15}}""";
    private static final String ANTHROPIC = """
            {"id":"msg_1","type":"message","role":"assistant","model":"some-model","stop_reason":"end_turn",
             "stop_sequence":null,"content":[{"type":"text","text":%s}],
             "usage":{"input_tokens":11,"output_tokens":4}}""";
    private static final String OLLAMA = """
            {"model":"some-model","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":%s},
             "done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":4}""";

    @Test
    void openai_is_sent_the_messages_the_limit_and_the_schema_and_nothing_else() throws Exception {
        try (var server = answering(OPENAI.formatted("\"{\\\"city\\\":\\\"Porto\\\"}\""))) {
            ModelAnswer answer = server.door(Kind.OPENAI, null).ask(QUESTION.answeredAs(JSON.readTree(SCHEMA)));

            WebRequest sent = server.requests.remove();
            assertThat(answer.json()).isEqualTo(JSON.readTree("{\"city\":\"Porto\"}"));
            assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(11, 4, 15));
            assertThat(sent.path()).isEqualTo("/v1/chat/completions");
            assertThat(sent.header("Authorization")).isEqualTo("Bearer the-key");
            assertThat(body(sent)).isEqualTo(JSON.readTree("""
                    {"model":"some-model","stream":false,"max_tokens":2048,
                     "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Which city?"}],
                     "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":false,"schema":%s}}}""".formatted(SCHEMA)));
        }
    }

    @Test
    void a_repair_tells_what_was_wrong_and_shows_the_answer_it_is_about() throws Exception {
        List<String> answers = new ArrayList<>(List.of("\"{\\\"town\\\":1}\"", "\"{\\\"city\\\":\\\"Porto\\\"}\""));
        try (var server = new ModelScene.Told(
                request -> WebAnswer.of(200, WebAnswer.JSON, OPENAI.formatted(answers.remove(0))))) {
            ModelAnswer answer = server.door(Kind.OPENAI, null).ask(QUESTION.answeredAs(JSON.readTree(SCHEMA)));

            server.requests.remove();
            JsonNode messages = body(server.requests.remove()).path("messages");
            assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(22, 8, 30));
            assertThat(messages.at("/2/content").asText()).isEqualTo("{\"town\":1}");
            assertThat(messages.at("/3/content").asText())
                    .startsWith("That answer cannot be used:\n$: required city\n")
                    .endsWith(SCHEMA);
        }
    }

    @Test
    void a_server_that_knows_no_schemas_is_told_the_schema_in_words() throws Exception {
        try (var server = answering(OPENAI.formatted("\"```json\\n{\\\"city\\\":\\\"Porto\\\"}\\n```\""))) {
            ModelQuestion question = QUESTION.answeredAs(JSON.readTree(SCHEMA));

            ModelAnswer answer = server.door(Kind.OPENAI, JsonMode.OBJECT).ask(question);
            server.door(Kind.OPENAI, JsonMode.PROMPT).ask(question);

            JsonNode object = body(server.requests.remove());
            JsonNode prompt = body(server.requests.remove());
            assertThat(answer.json()).isEqualTo(JSON.readTree("{\"city\":\"Porto\"}"));
            assertThat(object.at("/response_format/type").asText()).isEqualTo("json_object");
            assertThat(prompt.has("response_format")).isFalse();
            assertThat(prompt.at("/messages/0/content").asText()).contains("Be brief.", SCHEMA);
        }
    }

    @Test
    void anthropic_is_sent_its_own_headers_and_the_schema_in_words() throws Exception {
        try (var server = answering(ANTHROPIC.formatted("\"{\\\"city\\\":\\\"Porto\\\"}\""))) {
            ModelAnswer answer = server.door(Kind.ANTHROPIC, null).ask(QUESTION.answeredAs(JSON.readTree(SCHEMA)));

            WebRequest sent = server.requests.remove();
            assertThat(answer.json()).isEqualTo(JSON.readTree("{\"city\":\"Porto\"}"));
            assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(11, 4, 15));
            assertThat(sent.path()).isEqualTo("/v1/messages");
            assertThat(sent.header("x-api-key")).isEqualTo("the-key");
            assertThat(body(sent).path("max_tokens").asInt()).isEqualTo(2048);
            assertThat(body(sent).path("system").toString()).contains("Be brief.", "JSON Schema");
        }
    }

    @Test
    void anthropics_words_are_handed_on_while_they_come() throws Exception {
        String stream = """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"some-model","content":[],"stop_reason":null,"usage":{"input_tokens":11,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Por"}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"to"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":4}}

                event: message_stop
                data: {"type":"message_stop"}

                """;
        try (var server = new ModelScene.Told(request -> WebAnswer.of(200, "text/event-stream", stream))) {
            List<String> words = new ArrayList<>();

            ModelAnswer answer = server.door(Kind.ANTHROPIC, null).stream(QUESTION, words::add);

            assertThat(words).containsExactly("Por", "to");
            assertThat(answer.text()).isEqualTo("Porto");
            assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(11, 4, 15));
        }
    }

    @Test
    void ollama_is_sent_the_schema_as_its_format() throws Exception {
        try (var server = answering(OLLAMA.formatted("\"{\\\"city\\\":\\\"Porto\\\"}\""))) {
            ModelAnswer answer = server.door(Kind.OLLAMA, null).ask(QUESTION.answeredAs(JSON.readTree(SCHEMA)));

            WebRequest sent = server.requests.remove();
            assertThat(answer.json()).isEqualTo(JSON.readTree("{\"city\":\"Porto\"}"));
            assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(11, 4, 15));
            assertThat(sent.path()).isEqualTo("/api/chat");
            assertThat(body(sent).path("format")).isEqualTo(JSON.readTree(SCHEMA));
            assertThat(body(sent).at("/options/num_predict").asInt()).isEqualTo(2048);
        }
    }

    @Test
    void ollamas_words_are_handed_on_while_they_come() throws Exception {
        String stream = """
                {"model":"some-model","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Por"},"done":false}
                {"model":"some-model","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"to"},"done":false}
                {"model":"some-model","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":4}
                """;
        try (var server = new ModelScene.Told(request -> WebAnswer.of(200, "application/x-ndjson", stream))) {
            List<String> words = new ArrayList<>();

            ModelAnswer answer = server.door(Kind.OLLAMA, null).stream(QUESTION, words::add);

            assertThat(words).containsExactly("Por", "to");
            assertThat(answer.text()).isEqualTo("Porto");
            assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(11, 4, 15));
        }
    }

    @Test
    void a_redirect_is_not_followed_so_that_the_key_goes_nowhere_else() throws Exception {
        try (var elsewhere = answering(OPENAI.formatted("\"x\""));
                var server = new ModelScene.Told(
                        request -> WebAnswer.empty(307).with("Location", "http://localhost:1/v1/chat/completions"))) {
            ProblemException failure = catchThrowableOfType(
                    ProblemException.class, () -> server.door(Kind.OPENAI, null).ask(QUESTION));

            assertThat(failure.problem().code()).isEqualTo(ProblemCode.UPSTREAM_ERROR);
            assertThat(elsewhere.requests).isEmpty();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void an_account_without_money_is_not_asked_again() throws Exception {
        try (var server = new ModelScene.Told(request -> WebAnswer.of(
                429, WebAnswer.JSON, "{\"error\":{\"message\":\"Which city?\",\"code\":\"insufficient_quota\"}}"))) {
            ProblemException failure = catchThrowableOfType(
                    ProblemException.class, () -> server.door(Kind.OPENAI, null).ask(QUESTION));

            assertThat(failure.getMessage())
                    .isEqualTo("Model `told` refused the question (HTTP 429, insufficient_quota).");
            assertThat(server.requests).hasSize(1);
        }
    }

    private static ModelScene.Told answering(String body) throws Exception {
        return new ModelScene.Told(request -> WebAnswer.of(200, WebAnswer.JSON, body));
    }

    private static JsonNode body(WebRequest request) throws Exception {
        return JSON.readTree(request.body());
    }
}
