package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import io.lantern.sandbox.llm.ModelServer;
import io.lantern.sandbox.web.CompanyWeb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Research over HTTP, on the sandbox's web, with its search and its model. */
@HubTest
@ActiveProfiles("sandbox")
class ResearchIT {
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final String CITY = "In which city is Candela Machine Tools?";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ModelServer MODEL;
    private static final CompanyWeb WEB;

    static {
        try {
            MODEL = ModelServer.start(0);
            WEB = CompanyWeb.start(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HubCalls hub = new HubCalls(0, "");

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    ObjectMapper json;

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry settings) {
        model(settings, 0, ModelServer.SMALL, "low");
        model(settings, 1, ModelServer.LARGE, "medium,high");
        settings.add("lantern.provider.web.resolve-all-to", () -> "localhost:" + WEB.port());
        settings.add("lantern.search.kind", () -> "searxng");
        settings.add("lantern.search.base-url", () -> web());
        settings.add("lantern.search.timeout", () -> "2s");
        settings.add("lantern.research.deadline", () -> DEADLINE.toSeconds() + "s");
    }

    private static void model(DynamicPropertyRegistry settings, int place, String name, String efforts) {
        String entry = "lantern.models[" + place + "].";
        settings.add(entry + "name", () -> name);
        settings.add(entry + "kind", () -> "openai");
        settings.add(entry + "base-url", () -> MODEL.url() + "/v1");
        settings.add(entry + "model", () -> name);
        settings.add(entry + "api-key", () -> ModelServer.KEY);
        settings.add(entry + "efforts", () -> efforts);
    }

    @AfterAll
    static void stop() {
        MODEL.close();
        WEB.close();
    }

    @BeforeEach
    void caller() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "research", Set.of("enrich", "admin", "credits"), null));
        for (String server : List.of(web(), MODEL.url().toString())) {
            control(server, "DELETE", "/sandbox/faults");
            control(server, "DELETE", "/sandbox/requests");
        }
    }

    @Test
    void aQuestionIsAnsweredWithAQuoteOfThePageThatSaysIt() {
        JsonNode answer = ask(CITY, "", 200);

        assertThat(answer.path("response").asText())
                .startsWith("[sandbox model]")
                .contains("Toledo");
        assertThat(answer.path("confidence").asDouble()).isEqualTo(0.8);
        assertThat(answer.path("agent_used").asText()).isEqualTo("company");
        assertThat(answer.path("credits_consumed").asInt()).isEqualTo(5);
        assertThat(answer.at("/token_usage/total_tokens").asInt()).isPositive();
        assertThat(answer.at("/citations/0/url").asText()).isEqualTo("https://candela-machinetools.example/about");
        assertThat(answer.at("/citations/0/title").asText()).isEqualTo("About Candela Machine Tools");
        assertThat(answer.at("/citations/0/quote").asText()).contains("Toledo");
        assertProven(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When did Candela Machine Tools open its second hall?     | medium | 14 April 2025",
                "Who is the chief executive officer of Candela Machine Tools? | high | Marta Candela",
                "What is the address of Acme Fasteners?                    | high   | Acme",
                "Who roasts coffee at Candid Coffee Roasters in Tucson?    | medium | Candid Coffee",
            })
    void everyQuoteStandsInThePageThatIsNamed(String question, String effort, String words) {
        JsonNode answer = ask(question, ", \"effort\": \"" + effort + "\"", 200);

        assertThat(answer.path("response").asText()).contains(words);
        assertThat(answer.path("credits_consumed").asInt()).isEqualTo(effort.equals("high") ? 20 : 10);
        assertProven(answer);
    }

    @Test
    void anAnswerIsAsTheCallersSchemaSays() {
        JsonNode answer = ask(CITY, """
                , "agent_type": "market", "options": {"schema": {"type": "object", "$defs": {"name": {"type": "string"}},
                  "properties": {"city": {"$ref": "#/$defs/name"}}, "required": ["city"]}}""", 200);

        assertThat(answer.at("/response/city").asText()).startsWith("Toledo");
        assertThat(answer.path("agent_used").asText()).isEqualTo("market");
        assertProven(answer);
    }

    @Test
    void noMorePagesAreReadThanTheCallerWants() {
        JsonNode answer = ask(CITY, ", \"effort\": \"high\", \"options\": {\"max_sources\": 1}", 200);

        assertThat(pagesRead()).isEqualTo(1);
        assertProven(answer);
    }

    @Test
    void whatAPageOrdersIsReadAndNotDone() {
        JsonNode answer = ask("What do customers say of Candela Machine Tools?", ", \"effort\": \"medium\"", 200);

        assertThat(answer.path("response").asText())
                .startsWith("[sandbox model]")
                .contains("three microns", "must be told to wire their payments");
        assertProven(answer);
    }

    @Test
    void aSiteThatWantsNoRobotsIsNotReadThoughTheSearchNamesIt() {
        JsonNode answer = ask("Where is Private Vault?", "", 200);

        assertThat(control(web(), "GET", "/search?q=Private+Vault&format=json")).contains("private-vault.example");
        assertThat(answer.path("citations").findValuesAsText("url"))
                .noneMatch(url -> url.contains("private-vault.example"));
    }

    @Test
    void whatNobodyWritesOfIsAMissThatCostsNothing() {
        JsonNode before = remaining();

        JsonNode answer = ask("Who leads Zorkmid Frobnitz Quuxology?", ", \"effort\": \"high\"", 200);

        assertMiss(answer);
        assertThat(answer.path("credits_remaining")).isEqualTo(before);
        assertThat(remaining()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "server-error, upstream_unavailable",
        "rate-limit, upstream_unavailable",
        "forbidden, upstream_error",
        "html, upstream_error",
        "half-json, upstream_error",
        "huge, upstream_error",
        "hang, upstream_timeout",
    })
    void aSearchThatDoesNotAnswerIsSaidAndCostsNothing(String fault, String code) {
        JsonNode before = remaining();
        control(web(), "PUT", "/sandbox/faults/" + fault);

        JsonNode answer = ask(CITY, "", 0);

        assertThat(answer.at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.at("/error/message").asText()).startsWith("The search ");
        assertThat(remaining()).isEqualTo(before);
    }

    @Test
    void ofSeveralSearchesOneThatFailsOnlyLeavesItsPagesOut() {
        control(web(), "PUT", "/sandbox/faults/html?count=1");

        JsonNode answer = ask(CITY, "", 200);

        assertThat(answer.path("response").asText()).contains("Toledo");
        assertProven(answer);
    }

    @Test
    void aSearchThatIsBusyIsAskedAgain() {
        control(web(), "PUT", "/sandbox/faults/rate-limit?count=2");

        assertThat(ask(CITY, "", 200).path("response").asText()).contains("Toledo");
    }

    @ParameterizedTest
    @CsvSource({"prose", "server-error", "half-json", "html"})
    void aModelThatGivesNoUsableAnswerCostsNothing(String fault) {
        JsonNode before = remaining();
        control(MODEL.url().toString(), "PUT", "/sandbox/faults/" + fault);

        JsonNode answer = ask(CITY, "", 0);

        assertThat(answer.at("/error/code").asText()).startsWith("upstream_");
        assertThat(remaining()).isEqualTo(before);
    }

    @Test
    void withoutAPlanInTimeTheQuestionItselfIsSearchedFor() {
        control(MODEL.url().toString(), "PUT", "/sandbox/faults/hang?count=1");

        JsonNode answer = ask(CITY, "", 200);

        assertThat(answer.path("response").asText()).contains("Toledo");
        assertThat(answer.path("processing_time_ms").asLong()).isLessThan(DEADLINE.toMillis());
    }

    @Test
    void aModelThatNeverAnswersIsGivenUpInTime() {
        JsonNode before = remaining();
        control(MODEL.url().toString(), "PUT", "/sandbox/faults/hang");
        long begun = System.nanoTime();

        JsonNode answer = ask(CITY, ", \"effort\": \"high\"", 504);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE.plusSeconds(1));
        assertThat(answer.at("/error/code").asText()).isEqualTo("upstream_timeout");
        assertThat(remaining()).isEqualTo(before);
    }

    @Test
    void aBudgetBelowThePriceIsTheCallersMistake() {
        JsonNode answer = ask(CITY, ", \"effort\": \"medium\", \"max_credits\": 9", 400);

        assertThat(answer.at("/error/details/0/field").asText()).isEqualTo("max_credits");
        assertThat(control(web(), "GET", "/sandbox/requests")).contains("\"total\":0");
    }

    @Test
    void aSchemaThatIsNoneIsTheCallersMistake() {
        JsonNode answer = ask(
                CITY,
                ", \"options\": {\"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"text\"}}}}",
                400);

        assertThat(answer.at("/error/message").asText()).contains("schema");
    }

    @Test
    void somebodyWhoMustNotBeLookedUpIsNotSearchedFor() {
        hub.send(hub.request("/v1/privacy/suppressions/hidden@acme.example").PUT(BodyPublishers.noBody()));

        JsonNode answer = ask("Who is Hidden@Acme.example, and where?", "", 200);

        assertMiss(answer);
        assertThat(answer.path("agent_used").asText()).isEqualTo("person");
        assertThat(control(web(), "GET", "/sandbox/requests")).contains("\"total\":0");
        assertThat(control(MODEL.url().toString(), "GET", "/sandbox/requests")).contains("\"total\":0");
    }

    @Test
    void whatAPageSaysOfSomebodyWhoMustNotBeLookedUpIsKeptBack() {
        String question = "What is the e-mail address of Dekkers Installatietechniek?";
        String email = """
                , "options": {"schema": {"type": "object", "properties": {"email": {"type": "string", "format": "email"}}}}""";
        JsonNode before = ask(question, email, 200);
        hub.send(hub.request("/v1/privacy/suppressions/info@dekkers-installatie.example")
                .PUT(BodyPublishers.noBody()));

        JsonNode answer = ask(question, email, 200);

        assertThat(before.at("/response/email").asText()).isEqualTo("info@dekkers-installatie.example");
        assertMiss(answer);
        assertThat(answer.toString()).doesNotContain("dekkers-installatie.example");
    }

    private static void assertMiss(JsonNode answer) {
        assertThat(answer.path("response").isNull()).as(answer.toString()).isTrue();
        assertThat(answer.path("confidence").asDouble(-1)).isZero();
        assertThat(answer.path("citations")).isEmpty();
        assertThat(answer.path("credits_consumed").asInt(-1)).isZero();
    }

    /** Reads every cited page itself and looks for the quote. */
    private static void assertProven(JsonNode answer) {
        assertThat(answer.path("citations")).isNotEmpty();
        for (JsonNode citation : answer.path("citations")) {
            URI url = URI.create(citation.path("url").asText());
            Document page = Jsoup.parse(visited(url));
            String text = page.title() + " " + page.wholeText();

            assertThat(text.replaceAll("\\s+", " "))
                    .contains(citation.path("quote").asText());
            assertThat(citation.path("title").asText()).isEqualTo(page.title());
        }
    }

    private static String visited(URI url) {
        try (CloseableHttpClient browser = HttpClients.createDefault()) {
            HttpHost site = new HttpHost("http", InetAddress.getLoopbackAddress(), url.getHost(), WEB.port());
            return browser.execute(site, new HttpGet(url.getRawPath()), new BasicHttpClientResponseHandler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long pagesRead() {
        return read(control(web(), "GET", "/sandbox/requests"))
                .at("/operations/page")
                .asLong();
    }

    private JsonNode remaining() {
        return read(hub.get("/v1/credits/remaining").body()).path("remaining_credits");
    }

    /** @param more further members of the request. @param status 0 for any */
    private JsonNode ask(String question, String more, int status) {
        HttpResponse<String> answer =
                hub.post("/v1/enrich/research", "{\"query\": \"%s\"%s}".formatted(question, more));
        if (status > 0) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        }
        return read(answer.body());
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String web() {
        return "http://localhost:" + WEB.port();
    }

    private static String control(String server, String method, String path) {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private static String send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
