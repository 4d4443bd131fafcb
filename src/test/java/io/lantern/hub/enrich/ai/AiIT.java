package io.lantern.hub.enrich.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import io.lantern.sandbox.llm.ModelServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Questions to the sandbox's model over HTTP. */
@HubTest
class AiIT {
    private static final ModelServer MODEL = server();

    private HubCalls hub = new HubCalls(0, "");

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    ObjectMapper json;

    private static ModelServer server() {
        try {
            return ModelServer.start(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry settings) {
        settings.add("lantern.models[0].name", () -> "small");
        settings.add("lantern.models[0].kind", () -> "openai");
        settings.add("lantern.models[0].base-url", () -> MODEL.url() + "/v1");
        settings.add("lantern.models[0].model", () -> ModelServer.SMALL);
        settings.add("lantern.models[0].api-key", () -> ModelServer.KEY);
    }

    @AfterAll
    static void stop() {
        MODEL.close();
    }

    @BeforeEach
    void caller() throws Exception {
        hub = new HubCalls(port, access.issue(new TenantId(1), "ai", Set.of("enrich", "admin", "credits"), null));
        control("DELETE", "");
    }

    @Test
    void aQuestionIsAnsweredInWordsForOneCredit() throws Exception {
        JsonNode before = ok("/v1/credits/remaining");

        JsonNode answer = ok("{\"query\": \"Who is behind this?\", \"record\": {\"Company\": \"Acme Inc.\"}}", 200);

        assertThat(answer.path("response").isTextual()).isTrue();
        assertThat(answer.path("confidence").asDouble(-1)).isBetween(0.0, 1.0);
        assertThat(answer.path("credits_consumed").asInt()).isEqualTo(1);
        assertThat(answer.at("/token_usage/total_tokens").asInt()).isPositive();
        assertThat(answer.path("credits_remaining").asLong())
                .isEqualTo(before.path("remaining_credits").asLong() - 1);
    }

    @Test
    void anAnswerIsAsTheCallersSchemaSaysWithItsOwnDefinitions() throws Exception {
        JsonNode answer = ok("""
                {"query": "Which industry?", "options": {"format_json": true, "schema": {"type": "object",
                    "$defs": {"name": {"type": "string", "minLength": 1}},
                    "properties": {"industry": {"$ref": "#/$defs/name"}}, "required": ["industry"]}},
                 "record": {"Company": "Acme Inc."}, "effort": "medium"}""", 200);

        assertThat(answer.at("/response/industry").isTextual()).isTrue();
        assertThat(answer.path("credits_consumed").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prose", "server-error", "half-json", "html"})
    void aModelThatGivesNoUsableAnswerCostsNothing(String fault) throws Exception {
        JsonNode before = ok("/v1/credits/remaining");
        control("PUT", "/" + fault);

        JsonNode answer = ok("{\"query\": \"Who is behind this?\"}", 0);

        assertThat(answer.at("/error/code").asText()).startsWith("upstream_");
        assertThat(ok("/v1/credits/remaining").path("remaining_credits")).isEqualTo(before.path("remaining_credits"));
    }

    @Test
    void aBudgetBelowThePriceAndASchemaThatIsNoneAreTheCallersMistake() throws Exception {
        JsonNode budget = ok("{\"query\": \"Why?\", \"effort\": \"high\", \"max_credits\": 4}", 400);
        JsonNode schema = ok(
                "{\"query\": \"Why?\", \"options\": {\"schema\": {\"type\": \"object\","
                        + " \"properties\": {\"a\": {\"type\": \"text\"}}}}}",
                400);

        assertThat(budget.at("/error/message").asText()).contains("max_credits");
        assertThat(schema.at("/error/message").asText()).contains("schema");
    }

    @Test
    void somebodyWhoMustNotBeLookedUpIsNotShownToAModel() throws Exception {
        hub.send(hub.request("/v1/privacy/suppressions/hidden@acme.example").PUT(BodyPublishers.noBody()));

        JsonNode answer = ok("{\"query\": \"Who is it?\", \"record\": {\"Email\": \"Hidden@acme.example\"}}", 200);

        assertThat(answer.path("response").isNull()).isTrue();
        assertThat(answer.path("credits_consumed").asInt()).isZero();
        assertThat(control("GET", "")).contains("\"total\":0");
    }

    private JsonNode ok(String path) throws IOException {
        return json.readTree(hub.get(path).body());
    }

    /** @param status 0 for any */
    private JsonNode ok(String request, int status) throws IOException {
        HttpResponse<String> answer = hub.post("/v1/enrich/ai", request);
        if (status > 0) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        }
        return json.readTree(answer.body());
    }

    /** Switches faults; GET reads and DELETE also resets what was asked. */
    private static String control(String method, String fault) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        if (method.equals("DELETE")) {
            http.send(request("/sandbox/requests", method), BodyHandlers.discarding());
        }
        String path = method.equals("GET") ? "/sandbox/requests" : "/sandbox/faults" + fault;
        return http.send(request(path, method), BodyHandlers.ofString()).body();
    }

    private static HttpRequest request(String path, String method) {
        return HttpRequest.newBuilder(URI.create(MODEL.url().toString()).resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
    }
}
