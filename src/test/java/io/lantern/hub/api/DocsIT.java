package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The contract as a page to read and try. */
@HubTest
class DocsIT {
    @LocalServerPort
    int port;

    private HubCalls stranger = new HubCalls(0, "");

    @BeforeEach
    void caller() {
        stranger = new HubCalls(port, "");
    }

    @Test
    void thePageIsShownToAnyoneAndMayLoadOnlyFromThisHub() {
        HttpResponse<String> page = stranger.get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .hasSize(1)
                .allSatisfy(policy -> assertThat(List.of(policy.split("; ?")))
                        .contains(
                                "default-src 'none'",
                                "script-src 'self'",
                                "connect-src 'self'",
                                "frame-ancestors 'none'")
                        .noneMatch(
                                rule -> rule.contains("http") || rule.contains("*") || rule.contains("unsafe-eval")));
        assertThat(page.body()).doesNotContain("http:", "https:", "\"//");
    }

    @Test
    void everyFileThePageNamesIsThere() {
        List<String> files = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(stranger.get("/docs").body())
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(files)
                .hasSize(4)
                .allSatisfy(file ->
                        assertThat(stranger.get("/" + file).statusCode()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource({
        "docs.js, text/javascript;charset=UTF-8",
        "swagger-ui-bundle.js, text/javascript;charset=UTF-8",
        "swagger-ui.css, text/css;charset=UTF-8",
        "favicon-32x32.png, image/png",
    })
    void aFileHasItsTypeAndMayBeKeptForAnHour(String name, String type) {
        HttpResponse<String> file = stranger.get("/docs/" + name);

        assertThat(file.headers().firstValue("Content-Type")).contains(type);
        assertThat(file.headers().firstValue("Cache-Control")).contains("max-age=3600");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        String settings = stranger.get("/docs/docs.js").body();
        String styles = stranger.get("/docs/swagger-ui.css").body();

        assertThat(settings).contains("url: \"v1/openapi.yaml\"", "validatorUrl: null");
        assertThat(styles).doesNotContain("@import", "@font-face");
        assertThat(Pattern.compile("url\\((?!\"?data:)").matcher(styles).find()).isFalse();
    }

    @Test
    void withASlashBehindItTheAddressIsCorrected() {
        HttpResponse<String> answer = stranger.get("/docs/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("../docs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/swagger-ui-es-bundle.js",
                "/docs/index.html",
                "/docs/..%2fdocs.html",
                "/docs/docs.js/x",
                "/webjars/swagger-ui/index.html",
                "/openapi/docs.html",
            })
    void whatThePageDoesNotNeedIsNotServed(String path) {
        HttpResponse<String> answer = stranger.get(path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).contains("\"success\":false");
    }

    @Test
    void thePageTakesNothing() {
        HttpResponse<String> answer = stranger.send(stranger.request("/docs").POST(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }
}
