package io.lantern.hub.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The search API of SearXNG: what is asked, and what its answer says. */
@Component
class SearxngSearch {
    private final SearchSettings settings;

    SearxngSearch(SearchSettings settings) {
        this.settings = settings;
    }

    SearchCall request(SearchQuestion question) {
        return new SearchCall(
                settings.address("/search", Map.of("q", question.query(), "format", "json")),
                Map.of(),
                question.deadline());
    }

    SearchAnswer hits(JsonNode answer) {
        if (!answer.path("results").isArray()) {
            throw SearchHttp.foreign();
        }
        return SearchAnswer.of(answer.path("results"));
    }
}
