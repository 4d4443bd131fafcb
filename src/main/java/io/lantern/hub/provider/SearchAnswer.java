package io.lantern.hub.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a search provider answers. @param hits best first */
record SearchAnswer(List<SearchHit> hits) {
    private static final int LONGEST_ADDRESS = 2_000;

    SearchAnswer {
        hits = List.copyOf(hits);
    }

    /** @param results objects with {@code url} and {@code title}; those without an address of the web are left out */
    static SearchAnswer of(JsonNode results) {
        List<SearchHit> hits = new ArrayList<>();
        for (JsonNode result : results) {
            String url = result.path("url").asText("").strip();
            if (url.length() <= LONGEST_ADDRESS && url.matches("(?i)https?://[^\\s/?#]+.*")) {
                try {
                    hits.add(new SearchHit(
                            URI.create(url), result.path("title").asText("").strip()));
                } catch (IllegalArgumentException noAddress) {
                    continue;
                }
            }
        }
        return new SearchAnswer(hits);
    }
}
