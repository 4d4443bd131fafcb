package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.RecordFinder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks up by room {@code enrich}. */
@Component
class EnrichLookup implements RecordLookup {
    private final RecordFinder finder;
    private final Clock clock;

    EnrichLookup(RecordFinder finder, Clock clock) {
        this.finder = finder;
        this.clock = clock;
    }

    @Override
    public Optional<String> missing(BatchLookup lookup, Map<String, String> fields) {
        return finder.missing(lookup.wireName(), fields);
    }

    @Override
    public Credits most(BatchLookup lookup) {
        return finder.most(lookup.wireName());
    }

    @Override
    public Finding find(BatchLookup lookup, BatchRow row, Credits atMost, ChargedWork work) {
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
}
