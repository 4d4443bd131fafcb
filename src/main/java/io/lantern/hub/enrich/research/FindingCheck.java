package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.enrich.ai.AnswerForm;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Believes of a model's answer what its quotes prove. */
final class FindingCheck {
    static final String CITATIONS = "citations";
    static final String URL = "url";
    static final String QUOTE = "quote";

    private static final int LONGEST_QUOTE = 500;
    private static final int MOST_CITATIONS = 50;

    private FindingCheck() {}

    /**
     * Drops every quote that no page holds. An answer none of whose quotes is left is none; one that loses some is
     * believed the less.
     *
     * @param said by the model, in the form it was asked for
     * @param pages the page that holds a quote, preferably that of the address
     */
    static Finding of(JsonNode said, String model, BiFunction<String, String, Optional<Source>> pages) {
        Set<Citation> proven = new LinkedHashSet<>();
        int given = 0;
        int held = 0;
        for (JsonNode citation : said.path(CITATIONS)) {
            String quote = Source.plain(citation.path(QUOTE).asText(""));
            Optional<Source> page = pages.apply(quote, citation.path(URL).asText(""));
            given++;
            held += page.isPresent() ? 1 : 0;
            if (page.isPresent() && proven.size() < MOST_CITATIONS) {
                proven.add(new Citation(page.get().url(), page.get().title(), cut(quote)));
            }
        }
        double confidence = said.path(AnswerForm.CONFIDENCE).asDouble() * held / Math.max(1, given);
        return proven.isEmpty() || confidence <= 0
                ? Finding.NOTHING
                : new Finding(
                        said.path(AnswerForm.ANSWER),
                        Math.round(100 * confidence) / 100.0,
                        java.util.List.copyOf(proven),
                        model);
    }

    private static String cut(String quote) {
        return quote.length() > LONGEST_QUOTE
                ? quote.substring(0, LONGEST_QUOTE).strip()
                : quote;
    }
}
