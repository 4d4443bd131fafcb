package io.lantern.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search of the small web, as a client of SearXNG asks it. */
class SiteSearchIT {
    private static final HttpClient http = HttpClient.newHttpClient();
    private static CompanyWeb web;

    @BeforeAll
    static void start() throws IOException {
        web = CompanyWeb.start(0);
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Candela Machine Tools sisters     | https://candela-machinetools.example/about",
                "candela second hall milling       | https://candela-machinetools.example/news/new-hall",
                "Acme Fasteners bolts              | https://acme-fasteners.example/",
                "Candid Coffee Roasters Tucson     | https://candid-coffee.example/",
            })
    void the_page_that_speaks_of_it_comes_first(String query, String url) throws Exception {
        JsonNode answer = search(query);

        assertThat(answer.path("query").asText()).isEqualTo(query);
        assertThat(answer.at("/results/0/url").asText()).isEqualTo(url);
        assertThat(answer.at("/results/0/title").asText()).isNotBlank();
        assertThat(answer.at("/results/0/content").asText()).isNotBlank();
        assertThat(search(query)).isEqualTo(answer);
    }

    @Test
    void of_what_no_page_speaks_nothing_is_found() throws Exception {
        assertThat(search("Zorkmid Frobnitz address city").path("results")).isEmpty();
    }

    @Test
    void without_a_query_or_for_another_format_than_json_it_refuses_as_searxng_does() throws Exception {
        assertThat(send("GET", "/search?format=json").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/search?q=acme").statusCode()).isEqualTo(403);
    }

    @Test
    void faults_strike_as_often_as_they_are_told() throws Exception {
        send("PUT", "/sandbox/faults/server-error?count=1");

        assertThat(send("GET", "/search?q=acme&format=json").statusCode()).isEqualTo(500);
        assertThat(send("GET", "/search?q=acme&format=json").statusCode()).isEqualTo(200);
    }

    private static JsonNode search(String query) throws Exception {
        return new ObjectMapper()
                .readTree(send("GET", "/search?format=json&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                        .body());
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + web.port() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
