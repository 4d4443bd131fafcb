package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Walks the contract and calls every operation in each wrong way there is, and those to come in the right one. */
@HubTest
class ContractWalkIT {
    private static final Map<Integer, Integer> outcomes = new TreeMap<>();

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    Contract contract;

    @Autowired
    ContractPaths paths;

    @Autowired
    ObjectMapper json;

    private HubCalls hub = new HubCalls(0, "");

    @BeforeEach
    void caller() {
        hub = keyWith("*");
    }

    @AfterAll
    static void print() {
        int calls = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Contract walk: " + calls + " calls, by status: " + outcomes);
    }

    @Test
    void withoutAKeyNothingIsDone() {
        HubCalls stranger = new HubCalls(port, "");

        assertThat(requests()).allSatisfy(request -> {
            HttpResponse<String> answer = send(request.by(stranger));
            assertProblem(answer, 401, "unauthorized", "Authorization: Bearer");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        });
    }

    @Test
    void aKeyNobodyGaveOutOpensNothing() {
        HubCalls forger = new HubCalls(port, "lnt_" + "0".repeat(43));

        assertThat(requests()).allSatisfy(request -> {
            HttpResponse<String> answer = send(request.by(forger));
            assertProblem(answer, 401, "unauthorized", "not known");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        });
    }

    @Test
    void aKeyWithoutTheScopeIsRefusedByName() {
        HubCalls forms = keyWith("forms");
        HubCalls batch = keyWith("batch");

        assertThat(requests()).allSatisfy(request -> {
            String scope = request.operation().scope();
            HttpResponse<String> answer = send(request.by(scope.equals("forms") ? batch : forms));
            assertProblem(answer, 403, "forbidden", "lacks the scope " + scope);
        });
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsRefusedWithThoseItHas() {
        assertThat(requests()).allSatisfy(request -> {
            Set<String> has = paths.at(request.path()).keySet();
            String other = Stream.of("GET", "PATCH", "PUT", "DELETE", "PROPFIND")
                    .filter(method -> !has.contains(method))
                    .findFirst()
                    .orElseThrow();

            HttpResponse<String> answer = send(request.by(hub).method(other, BodyPublishers.ofString("{}")));

            assertProblem(answer, 405, "method_not_allowed", "does not take " + other);
            assertThat(answer.headers().firstValue("Allow").orElse("").split(", "))
                    .containsAll(has)
                    .doesNotContain(other);
        });
    }

    @Test
    void aBodyThatIsNoJsonIsNotRead() {
        assertThat(requests().filter(request -> request.body() != null)).allSatisfy(request -> {
            HttpResponse<String> answer = send(request.by(hub).setHeader("Content-Type", "text/plain"));
            assertProblem(answer, 415, "unsupported_media_type", "application/json");
        });
    }

    @Test
    void aFieldTheContractDoesNotHaveIsNamed() {
        // What a source's webhook sends is the source's own: its body has no fields of ours.
        assertThat(requests()
                        .filter(request -> request.body() != null)
                        .filter(request -> !request.operation().id().equals("workflow.receive")))
                .allSatisfy(request -> {
                    HttpResponse<String> answer =
                            send(request.withBody("{\"zork\": 1}").by(hub));
                    assertProblem(answer, 400, "bad_request", "");
                    assertThat(faultyFields(answer)).contains("zork");
                });
    }

    @Test
    void aParameterTheContractDoesNotHaveIsNamed() {
        assertThat(requests()).allSatisfy(request -> {
            HttpResponse<String> answer = send(request.withParameter("zork=1").by(hub));
            assertProblem(answer, 400, "bad_request", "zork");
            assertThat(faultyFields(answer)).containsExactly("zork");
        });
    }

    @Test
    void aWrongValueInAPathIsNamed() {
        assertThat(requests().filter(request -> request.operation().path().contains("{")))
                .allSatisfy(request -> {
                    HttpResponse<String> answer =
                            send(request.withVariables("!").by(hub));
                    assertProblem(answer, 400, "bad_request", "");
                    assertThat(faultyFields(answer))
                            .containsExactlyElementsOf(request.operation().parameters().stream()
                                    .filter(Operation.Parameter::inPath)
                                    .map(Operation.Parameter::name)
                                    .toList());
                });
    }

    @Test
    void aTypeThatAnOperationCannotAnswerWithIsRefused() {
        assertThat(requests().filter(request -> !request.operation().produces().isEmpty()))
                .allSatisfy(request -> {
                    HttpResponse<String> answer = send(request.by(hub).header("Accept", "image/png"));
                    assertProblem(answer, 406, "not_acceptable", "header Accept");
                });
    }

    @Test
    void whatIsPlannedTakesARightRequestAndSaysThatItIsNotBuilt() {
        assertThat(requests().filter(request -> request.operation().planned())).allSatisfy(request -> {
            HttpResponse<String> answer = send(request.by(hub));
            assertProblem(answer, 501, "not_implemented", request.operation().path());
        });
    }

    private Stream<SampleRequest> requests() {
        return contract.operations().stream().map(SampleRequest::of);
    }

    private HubCalls keyWith(String scope) {
        return new HubCalls(port, access.issue(new TenantId(1), scope, Set.of(scope), null));
    }

    /** Sends it with an id of its own, and checks what holds for every answer. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        String id =
                "walk-" + outcomes.values().stream().mapToInt(Integer::intValue).sum();

        HttpResponse<String> answer = hub.send(request.header("X-Request-Id", id));

        outcomes.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
        assertThat(List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"))
                .allSatisfy(name ->
                        assertThat(answer.headers().firstValueAsLong(name)).isPresent());
        assertThat(answer.headers().firstValue("X-Credits-Remaining").orElse(""))
                .matches(answer.statusCode() == 401 ? "0" : "\\d+(\\.\\d+)?");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        return answer;
    }

    private void assertProblem(HttpResponse<String> answer, int status, String code, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = body(answer).get("error");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("message").asText()).contains(words);
        assertThat(error.get("request_id").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    private List<String> faultyFields(HttpResponse<String> answer) {
        return body(answer).at("/error/details").findValuesAsText("field");
    }

    private JsonNode body(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + answer.body(), e);
        }
    }
}
