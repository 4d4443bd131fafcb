package io.lantern.sandbox.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /search} as SearXNG answers it, over the small web, and {@code /sandbox/…} with its faults. */
final class SearchApi {
    private static final Set<String> FAULTS =
            Set.of("rate-limit", "server-error", "forbidden", "hang", "html", "half-json", "huge");
    private static final int LONGEST_WAIT = 600_000;
    private static final int HUGE = 20_000_000;
    private static final String HTML = "text/html;charset=UTF-8";

    private final Faults faults;
    private final ControlApi control;
    private @Nullable SiteIndex index;

    SearchApi(Faults faults) {
        this.faults = faults;
        this.control = new ControlApi(faults, FAULTS);
    }

    boolean serves(WebRequest request) {
        List<String> segments = request.segments();
        return !segments.isEmpty() && Set.of("search", "sandbox").contains(segments.get(0));
    }

    WebAnswer serve(WebRequest request) {
        if (request.segments().get(0).equals("sandbox")) {
            return control.serve(request);
        }
        faults.counts().count("search", "unnamed");
        WebAnswer fault = struck(request.path());
        if (fault != null) {
            return fault;
        }
        String query = request.form().getOrDefault("q", "");
        if (query.isBlank()) {
            return WebAnswer.of(400, HTML, "<title>400 Bad Request</title>No query");
        }
        if (!"json".equals(request.form().get("format"))) {
            return WebAnswer.of(403, HTML, "<title>403 Forbidden</title>");
        }
        String json = answer(query).toString();
        return faults.strike("half-json", request.path()) == null
                ? WebAnswer.of(200, WebAnswer.JSON, json)
                : WebAnswer.of(200, WebAnswer.JSON, json.substring(0, json.length() / 2));
    }

    private @Nullable WebAnswer struck(String path) {
        Fault limit = faults.strike("rate-limit", path);
        if (limit != null) {
            return WebAnswer.of(429, HTML, "<title>Too Many Requests</title>")
                    .with("Retry-After", limit.text("retry-after", "1"));
        }
        Fault broken = faults.strike("server-error", path);
        if (broken != null) {
            return WebAnswer.of(broken.number("status", 500), HTML, "<title>Internal Server Error</title>");
        }
        if (faults.strike("forbidden", path) != null) {
            return WebAnswer.of(403, HTML, "<title>403 Forbidden</title>");
        }
        if (faults.strike("hang", path) != null) {
            Site.await(LONGEST_WAIT);
        }
        if (faults.strike("html", path) != null) {
            return WebAnswer.of(200, HTML, "<html><body><h1>Please log in</h1></body></html>");
        }
        return faults.strike("huge", path) == null
                ? null
                : WebAnswer.of(200, WebAnswer.JSON, "{\"padding\":\"" + "x".repeat(HUGE) + "\"}");
    }

    private ObjectNode answer(String query) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("query", query);
        ArrayNode results = answer.put("number_of_results", 0).putArray("results");
        for (SiteIndex.Hit hit : index().search(query)) {
            results.addObject()
                    .put("url", hit.url())
                    .put("title", hit.title())
                    .put("content", hit.content())
                    .put("engine", "sandbox")
                    .put("category", "general")
                    .put("score", hit.score());
        }
        for (String part : List.of("answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines")) {
            answer.putArray(part);
        }
        return answer;
    }

    private synchronized SiteIndex index() {
        if (index == null) {
            index = SiteIndex.read();
        }
        return index;
    }
}
