package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.RecordFinder;
import io.lantern.hub.enrich.research.RecordResearch;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks up, and researches, by room {@code enrich}. */
@Component
class EnrichLookup implements RecordLookup {
    /** The record's question, in its row. */
    static final String QUERY = "query";

    /** What the record lacks for its question, in its row. */
    static final String QUERY_LACKS = "query_lacks";

    private final RecordFinder finder;
    private final RecordResearch research;
    private final CreditService credits;
    private final Clock clock;

    EnrichLookup(RecordFinder finder, RecordResearch research, CreditService credits, Clock clock) {
        this.finder = finder;
        this.research = research;
        this.credits = credits;
        this.clock = clock;
    }

    @Override
    public Optional<String> missing(BatchLookup lookup, Map<String, String> fields) {
        if (lookup == BatchLookup.RESEARCH) {
            return Optional.ofNullable(fields.get(QUERY_LACKS))
                    .map(field -> "The question needs the field %s, which the record does not have.".formatted(field));
        }
        return finder.missing(lookup.wireName(), fields);
    }

    @Override
    public Credits most(BatchLookup lookup) {
        if (lookup == BatchLookup.RESEARCH) {
            return credits.price(lookup.item());
        }
        return finder.most(lookup.wireName());
    }

    @Override
    public Finding find(BatchLookup lookup, BatchRow row, Credits atMost, ChargedWork work) {
        if (lookup == BatchLookup.RESEARCH) {
            return researched(row, work);
        }
        RecordFinder.Found found = finder.find(lookup.wireName(), row.id(), row.input(), atMost, work);
        Map<String, String> cells = new LinkedHashMap<>();
        lookup.columns().forEach((column, value) -> {
            String cell = found.values().get(value);
            if (cell != null) {
                cells.put(column, cell);
            }
        });
        List<BatchRow.Free> free = found.cached()
                ? List.of(new BatchRow.Free(
                        lookup.wireName(), found.provider(), clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                : List.of();
        return new Finding(cells, found.credits(), free);
    }

    private Finding researched(BatchRow row, ChargedWork work) {
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
