package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.research.RecordResearch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Researches the question that each record's row holds. */
@Component
class ResearchLookup implements RecordLookup {
    /** The record's question, in its row. */
    static final String QUERY = "query";

    /** What the record lacks for its question, in its row. */
    static final String QUERY_LACKS = "query_lacks";

    private final RecordResearch research;
    private final CreditService credits;

    ResearchLookup(RecordResearch research, CreditService credits) {
        this.research = research;
        this.credits = credits;
    }

    @Override
    public void require() {
        research.requireSearch();
    }

    @Override
    public Optional<String> missing(BatchLookup lookup, Map<String, String> fields) {
        return Optional.ofNullable(fields.get(QUERY_LACKS))
                .map(field -> "The question needs the field %s, which the record does not have.".formatted(field));
    }

    @Override
    public Credits most(BatchLookup lookup) {
        return credits.price(lookup.item());
    }

    @Override
    public Finding find(BatchLookup lookup, BatchRow row, Credits atMost, ChargedWork work) {
        RecordResearch.Found found = research.find(row.input().getOrDefault(QUERY, ""), work);
        String answer = found.answer();
        Map<String, String> cells = answer == null
                ? Map.of()
                : Map.of(
                        "answer",
                        answer,
                        "answer_confidence",
                        String.valueOf(found.confidence()),
                        "sources",
                        String.join(" ", found.pages()));
        return new Finding(cells, found.credits(), List.of());
    }
}
