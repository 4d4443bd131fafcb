package io.lantern.hub.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Brave's search API: what is asked, and what its answer says. */
@Component
class BraveSearch {
    private final SearchSettings settings;

    BraveSearch(SearchSettings settings) {
        this.settings = settings;
    }

    SearchCall request(SearchQuestion question) {
        String key = settings.apiKey();
        return new SearchCall(
                settings.address(
                        "/res/v1/web/search", Map.of("q", question.query(), "count", String.valueOf(question.count()))),
                key == null ? Map.of() : Map.of("X-Subscription-Token", key),
                question.deadline());
    }

    /** Where nothing on the web was found, there is no {@code web}. */
    SearchAnswer hits(JsonNode answer) {
        JsonNode results = answer.path("web").path("results");
        if (!results.isArray()
                && !(answer.path("query").isObject() && answer.path("web").isMissingNode())) {
            throw SearchHttp.foreign();
        }
        return SearchAnswer.of(results);
    }
}
