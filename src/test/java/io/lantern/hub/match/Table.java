package io.lantern.hub.match;

import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.CrmObject;
import io.lantern.hub.match.mirror.Indexes;
import io.lantern.hub.match.mirror.ProfileReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of one object, without an org behind them. */
final class Table {
    private static final ProfileReader READER = new ProfileReader("US");

    final CrmObject object;
    final CandidateIndex index;

    Table(CrmObject object) {
        this.object = object;
        this.index = Indexes.of(object.isPerson());
    }

    /** @param fields {@code Field=value}, separated by semicolons */
    Table with(String id, String fields) {
        index.put(READER.record(object, id, fields(fields)));
        return this;
    }

    /** @param fields {@code alias=value}, separated by semicolons */
    MatchResult match(String fields) {
        return match(fields, Rules.defaults(object, 0.8));
    }

    MatchResult match(String fields, Scorer scorer) {
        List<Scored> scored = scorer.score(READER.candidate(object, "c", fields(fields)), index);
        return Selection.of("c", object, scored, scorer.threshold(), 20, false);
    }

    private static Map<String, Object> fields(String text) {
        Map<String, Object> fields = new HashMap<>();
        for (String pair : text.split(";")) {
            String[] halves = pair.split("=", 2);
            fields.put(halves[0].strip(), halves[1].strip());
        }
        return fields;
    }
}
