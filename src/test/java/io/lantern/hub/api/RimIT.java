package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** What the rim answers to requests that are wrong in one way or another. */
@HubTest
@TestPropertySource(properties = "lantern.api.body-timeout=2s")
class RimIT {
    private static final String MATCH = "{\"object\":\"account\",\"candidates\":[{\"id\":\"c1\",\"fields\":{%s}}]}";

    private static final String LOG = "/v1/logs/routing?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    ObjectMapper json;

    HubCalls hub = new HubCalls(0, "");
    HubCalls stranger = new HubCalls(0, "");

    @BeforeEach
    void callers() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "test", Set.of("*"), null));
        stranger = new HubCalls(port, "");
    }

    @Test
    void readyOnceRoutesRunAndDatabaseAnswers() {
        HttpResponse<String> answer = stranger.get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\",\"parts\":{\"routes\":\"up\",\"database\":\"up\"}}");
        assertThat(stranger.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void theContractIsServedToAnyoneInBothForms() throws Exception {
        assertThat(stranger.get("/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        JsonNode document = json.readTree(stranger.get("/v1/openapi.json").body());
        assertThat(document.at("/paths/~1match/post/operationId").asText()).isEqualTo("match.records");
    }

    @Test
    void aCallWithoutKeyIsToldHowToSendOne() throws Exception {
        HttpResponse<String> answer = stranger.get("/v1/routing/pools");

        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertProblem(answer, 401, "unauthorized", "Authorization: Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "lnt_", "lnt_sandbox_0000000000000000000000000000000000000000000", "lnt_ä"})
    void aKeyNobodyGaveOutOpensNothing(String key) throws Exception {
        HttpResponse<String> answer = stranger.send(stranger.request("/v1/routing/pools")
                .header(
                        "Authorization",
                        "Bearer " + new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));

        assertProblem(answer, 401, "unauthorized", "not known");
    }

    @Test
    void aKeyWithoutTheScopeIsRefusedByName() throws Exception {
        HubCalls enricher = new HubCalls(port, access.issue(new TenantId(1), "narrow", Set.of("enrich"), null));

        assertProblem(enricher.get("/v1/routing/pools"), 403, "forbidden", "lacks the scope routing");
    }

    @Test
    void anExpiredKeyOpensNothing() throws Exception {
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        HubCalls late = new HubCalls(port, access.issue(new TenantId(1), "old", Set.of("*"), past));

        assertProblem(late.get("/v1/routing/pools"), 401, "unauthorized", "expired");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nope, 404, not_found",
        "GET, /v1, 404, not_found",
        "GET, /v1/match/, 404, not_found",
        "GET, /V1/match, 404, not_found",
        "POST, /v1/match;x=1, 404, not_found",
        "POST, //v1/match, 404, not_found",
        "GET, /nope, 404, not_found",
        "GET, /actuator/env, 404, not_found",
        "GET, /error, 404, not_found",
        "POST, /health/live, 405, method_not_allowed",
        "DELETE, /v1/match, 405, method_not_allowed",
        "PROPFIND, /v1/match, 405, method_not_allowed",
    })
    void whatIsNotInTheContractGetsTheHouseErrorBody(String method, String path, int status, String code)
            throws Exception {
        assertProblem(hub.send(hub.request(path).method(method, BodyPublishers.noBody())), status, code, "");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        HttpResponse<String> answer = hub.get("/v1/match");

        assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
        HttpResponse<String> options = hub.send(hub.request("/v1/runs/x").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void headAnswersAsGetWithoutTheBody() {
        HttpResponse<String> get = hub.get("/v1/logs/routing");
        HttpResponse<String> head = hub.send(hub.request("/v1/logs/routing").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(get.statusCode()).isEqualTo(400);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                       | not valid JSON at line 1",
                "{'object':1}            | not valid JSON at line 1",
                "{} {}                   | not valid JSON at line 1",
                "''                      | empty",
                "{\"object\":\"a\",\"object\":\"b\",\"candidates\":[]} | 'object' twice",
                "[1]                     | must be an object",
                "null                    | must be an object",
                "NaN                     | not valid JSON",
            })
    void aBodyThatIsNoSuchJsonIsRefusedWithTheReason(String body, String reason) throws Exception {
        assertProblem(hub.post("/v1/match", body), 400, "bad_request", reason);
    }

    @Test
    void aBodyThatIsTooDeepIsRefused() throws Exception {
        String deep = "[".repeat(5000) + "]".repeat(5000);

        assertProblem(hub.post("/v1/match", deep), 400, "bad_request", "deeper than 32 levels");
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() throws Exception {
        byte[] latin1 = MATCH.formatted("\"name\":\"Müller\"").getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> answer = hub.send(hub.request("/v1/match")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin1)));

        assertProblem(answer, 400, "bad_request", "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json; charset=latin1"
            })
    void aBodyOfAnotherTypeIsRefused(String type) throws Exception {
        HttpResponse<String> answer =
                hub.send(hub.request("/v1/match").header("Content-Type", type).POST(BodyPublishers.ofString("a=b")));

        assertProblem(answer, 415, "unsupported_media_type", "application/json");
    }

    @Test
    void aCompressedBodyIsRefused() throws Exception {
        HttpResponse<String> answer = hub.send(hub.request("/v1/match")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x")));

        assertProblem(answer, 415, "unsupported_media_type", "uncompressed");
    }

    @Test
    void anAnswerTheCallerCannotReadIsNotComputed() throws Exception {
        HttpResponse<String> answer = hub.send(hub.request("/v1/routing/pools")
                .header("Accept", "application/xml")
                .GET());

        assertProblem(answer, 406, "not_acceptable", "application/json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOverOneMebibyteIsRefusedAnnouncedOrNot(boolean chunked) throws Exception {
        byte[] big = MATCH.formatted("\"name\":\"" + "x".repeat(1 << 20) + "\"").getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = hub.send(hub.request("/v1/match")
                .header("Content-Type", "application/json")
                .POST(
                        chunked
                                ? BodyPublishers.ofInputStream(() -> (InputStream) new ByteArrayInputStream(big))
                                : BodyPublishers.ofByteArray(big)));

        assertProblem(answer, 413, "payload_too_large", "1024 KiB");
    }

    @Test
    void everyFaultOfARequestIsNamedAtOnce() throws Exception {
        HttpResponse<String> answer = hub.post("/v1/match", """
                {"object": 1, "candidates": [{"id": "  ", "fields": {"a": [1]}}, {"id": "b"}], "limit": 50,
                 "rules": {"mode": "grouped", "by": ["name:eq"]}, "zork": true}
                """);

        JsonNode problem = assertProblem(answer, 400, "bad_request", "more faults");
        assertThat(problem.get("details").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "object",
                        "candidates[0].id",
                        "candidates[0].fields.a",
                        "candidates[1].fields",
                        "limit",
                        "rules.mode",
                        "zork");
        assertThat(problem.get("details").findValuesAsText("message"))
                .contains("must be text in quotes, not a number")
                .contains("must be at most 20; it is 50")
                .contains("must be one of: simple; it is grouped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                     | from | is required",
                "from=yesterday&to=2026-01-01T00:00:00Z | from | ISO 8601",
                "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&limit=0 | limit | from 1 to 10000",
                "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&limit=10001 | limit | from 1 to 10000",
                "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&action=fly | action | must be one of",
                "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&zork=1 | zork | not a parameter",
                "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&object_id=abc | object_id | 15 or 18",
                "from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z | from | twice",
            })
    void aBadParameterIsNamed(String query, String field, String reason) throws Exception {
        JsonNode problem = assertProblem(hub.get("/v1/logs/routing?" + query), 400, "bad_request", "");

        assertThat(problem.at("/details/0/field").asText()).isEqualTo(field);
        assertThat(problem.at("/details/0/message").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"my-id_1.2, true", "'has space', false", "<script>, false"})
    void theCallersRequestIdIsEchoedWhenItIsHarmless(String id, boolean echoed) {
        HttpResponse<String> answer = stranger.send(
                stranger.request("/v1/nope").header("X-Request-Id", id).GET());

        String sent = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(sent.equals(id)).isEqualTo(echoed);
        assertThat(echoed || sent.matches("req_[A-Za-z0-9_-]{22}")).isTrue();
        assertThat(answer.body()).contains(sent);
    }

    @Test
    void whatARoomRefusesIsAHouseErrorToo() throws Exception {
        assertProblem(hub.get("/v1/runs/run_that_never_was"), 404, "not_found", "");
    }

    @ParameterizedTest
    @CsvSource({"json, application/json", "csv, text/csv; charset=utf-8", "ndjson, application/x-ndjson"})
    void anAnswerHasTheTypeThatWasAskedFor(String format, String type) {
        HttpResponse<String> answer = hub.get(LOG + "&format=" + format);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).isEqualToIgnoringWhitespace(type);
        HttpResponse<String> head =
                hub.send(hub.request(LOG + "&format=" + format).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void noRequestHeaderComesBack() {
        HttpResponse<String> answer = hub.send(hub.request(LOG + "&pool=secret-pool")
                .header("Cookie", "secret=1")
                .header("X-Api-Key", "secret")
                .header("CamelHttpResponseCode", "299")
                .header("CamelHttpUri", "http://127.0.0.1:1/")
                .header("sObjectQuery", "SELECT Id FROM User")
                .GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .isSubsetOf(
                        "x-request-id",
                        "x-credits-remaining",
                        "x-ratelimit-limit",
                        "x-ratelimit-remaining",
                        "x-ratelimit-reset",
                        "x-content-type-options",
                        "cache-control",
                        "content-security-policy",
                        "referrer-policy",
                        "content-type",
                        "content-length",
                        "transfer-encoding",
                        "date",
                        "connection");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v1/%zz HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n               | HTTP/1.1 400",
                "GET /v1/match?a=\u0001 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n     | HTTP/1.1 400",
                "TRACE /v1/match HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n           | HTTP/1.1 405",
                "GET /v1/match HTTP/1.1\\r\\n\\r\\n                       | HTTP/1.1 400",
                "GET /v1/match HTTP/9.9\\r\\nHost: x\\r\\n\\r\\n             | HTTP/1.1 400",
            })
    void whatTomcatRefusesByItselfHasTheHouseErrorBodyToo(String request, String status) throws Exception {
        String answer = raw(request.replace("\\r\\n", "\r\n"));

        assertThat(answer).startsWith(status).contains("\"success\":false").doesNotContain("<html", "Tomcat");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("x-request-id: req_");
    }

    @Test
    void aBodyThatComesInDropsIsGivenUp() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/match HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + hub.key()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<Void> drops = CompletableFuture.runAsync(() -> drip(out));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("did not arrive within 2 seconds");
            drops.cancel(true);
        }
    }

    /** Ends when the other side closes. */
    private static void drip(OutputStream out) {
        try {
            for (int i = 0; i < 1000; i++) {
                out.write(' ');
                out.flush();
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("\r\nHost: x", "\r\nConnection: close\r\nHost: x")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode assertProblem(HttpResponse<String> answer, int status, String code, String part)
            throws IOException {
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode body = json.readTree(answer.body());
        assertThat(body.get("success").asBoolean(true)).isFalse();
        JsonNode problem = body.get("error");
        assertThat(problem.get("request_id").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(problem.get("message").asText()).contains(part);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(status);
        return problem;
    }
}
