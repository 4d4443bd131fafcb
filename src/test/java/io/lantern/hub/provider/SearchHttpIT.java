package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.SearchSettings.Kind;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two search APIs against a server that answers as it is told. */
class SearchHttpIT {
    private static final String BRAVE = """
            {"type": "search", "query": {"original": "acme"}, "web": {"type": "search", "results": [
              {"title": "Acme", "url": "https://acme.example/", "description": "Bolts"},
              {"title": "No address"},
              {"title": "A script", "url": "javascript:alert(1)"},
              {"title": "A file", "url": "file:///etc/passwd"},
              {"title": "Spaces", "url": "https://acme.example/a b"},
              {"url": "https://acme.example/about"}]}}""";

    private final List<WebRequest> requests = new CopyOnWriteArrayList<>();
    private @Nullable WebServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void braveIsAskedWithItsTokenAndItsResultsAreRead() throws IOException {
        SearchAnswer answer = brave(request -> WebAnswer.of(200, WebAnswer.JSON, BRAVE));

        assertThat(answer.hits())
                .extracting(hit -> hit.address() + " " + hit.title())
                .containsExactly("https://acme.example/ Acme", "https://acme.example/about ");
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).path()).isEqualTo("/res/v1/web/search");
        assertThat(requests.get(0).parameters())
                .containsEntry("q", "acme & sons")
                .containsEntry("count", "10");
        assertThat(requests.get(0).header("X-Subscription-Token")).isEqualTo("the-key");
    }

    @Test
    void braveSaysNothingOfTheWebWhereItFoundNothing() throws IOException {
        SearchAnswer answer = brave(request ->
                WebAnswer.of(200, WebAnswer.JSON, "{\"type\": \"search\", \"query\": {\"original\": \"acme\"}}"));

        assertThat(answer.hits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {}                        | UPSTREAM_ERROR       | lantern.search.api-key",
                "403 | {}                        | UPSTREAM_ERROR       | search.formats",
                "422 | {}                        | UPSTREAM_ERROR       | HTTP 422",
                "302 | {}                        | UPSTREAM_ERROR       | HTTP 302",
                "429 | {}                        | UPSTREAM_UNAVAILABLE | HTTP 429",
                "503 | {}                        | UPSTREAM_UNAVAILABLE | HTTP 503",
                "200 | <html>Log in</html>       | UPSTREAM_ERROR       | not of its API",
                "200 | {\"results\": [           | UPSTREAM_ERROR       | not of its API",
                "200 | {\"results\": \"none\"}   | UPSTREAM_ERROR       | not of its API",
                "200 | []                        | UPSTREAM_ERROR       | not of its API",
                "200 | null                      | UPSTREAM_ERROR       | not of its API",
            })
    void whatIsNoAnswerIsSaidInASentence(int status, String body, ProblemCode code, String words) throws IOException {
        ProblemException problem = problem(request -> WebAnswer.of(status, WebAnswer.JSON, body));

        assertThat(problem.problem().code()).isEqualTo(code);
        assertThat(problem.problem().message()).startsWith("The search ").contains(words);
    }

    @Test
    void aConnectionThatIsCutIsSaidToo() throws IOException {
        ProblemException problem = problem(request -> WebAnswer.empty(200).dropped());

        assertThat(problem.problem().message()).startsWith("The search ");
    }

    @Test
    void anAnswerWithoutEndIsGivenUpInTime() throws IOException {
        long begun = System.nanoTime();

        ProblemException problem = problem(request -> WebAnswer.streamed(200, WebAnswer.JSON, client -> {
            while (true) {
                client.write(' ');
                client.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }));

        assertThat(problem.problem().code()).isEqualTo(ProblemCode.UPSTREAM_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    private ProblemException problem(Function<WebRequest, WebAnswer> answers) throws IOException {
        SearchSettings settings = serving(Kind.SEARXNG, answers);
        SearxngSearch search = new SearxngSearch(settings);
        return catchThrowableOfType(
                ProblemException.class, () -> search.hits(new SearchHttp().send(search.request(question(settings)))));
    }

    private SearchAnswer brave(Function<WebRequest, WebAnswer> answers) throws IOException {
        SearchSettings settings = serving(Kind.BRAVE, answers);
        BraveSearch search = new BraveSearch(settings);
        return search.hits(new SearchHttp().send(search.request(question(settings))));
    }

    private SearchSettings serving(Kind kind, Function<WebRequest, WebAnswer> answers) throws IOException {
        WebServer started = WebServer.start(0, request -> {
            requests.add(request);
            return answers.apply(request);
        });
        server = started;
        return SearchSettingsTest.settings(kind, "http://localhost:" + started.port(), "the-key");
    }

    private static SearchQuestion question(SearchSettings settings) {
        return new SearchQuestion("acme & sons", settings.results(), Deadline.in(settings.timeout()));
    }
}
