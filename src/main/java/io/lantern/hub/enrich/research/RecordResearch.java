package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.WebSearch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door for rooms that ask about many records: research of low effort, paid for by whom the room says. */
@Service
public class RecordResearch {
    private final ResearchService research;
    private final WebSearch search;

    RecordResearch(ResearchService research, WebSearch search) {
        this.research = research;
        this.search = search;
    }

    /**
     * What was found.
     *
     * @param answer in words; null when nobody knows, or when nobody may ask
     * @param confidence 0 to 1
     * @param pages that hold what the answer rests on
     * @param credits charged for it now
     */
    public record Found(@Nullable String answer, double confidence, List<String> pages, Credits credits) {
        public Found {
            pages = List.copyOf(pages);
        }
    }

    /** @throws ProblemException {@code not_configured} when there is no search */
    public void requireSearch() {
        search.provider();
    }

    /**
     * @param query 1 to 8000 characters
     * @param work who pays, once
     * @throws ProblemException {@code insufficient_credits}, {@code not_configured}, {@code upstream_*}
     */
    public Found find(String query, ChargedWork work) {
        ResearchService.Result result = research.answer(new ResearchRequest(query, null, null, null, null), work);
        Finding finding = result.outcome().finding();
        JsonNode answer = finding.answer();
        return new Found(
                finding.isAnswer() ? answer.asText() : null,
                finding.confidence(),
                finding.citations().stream().map(Citation::url).distinct().toList(),
                result.credits());
    }
}
