package io.lantern.hub.match;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that is the candidate, as far as anyone can tell.
 *
 * @param id 18-character id
 * @param object API name in Salesforce's case
 * @param confidence 0 to 1; 0.9 means right nine times in ten
 * @param matchedRules what speaks for it, the strongest first
 * @param explanation one sentence; names no person
 * @param record its copied fields; null unless asked for
 */
public record Match(
        String id,
        String object,
        double confidence,
        List<MatchedRule> matchedRules,
        String explanation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> record) {
    public Match {
        matchedRules = List.copyOf(matchedRules);
    }

    /** @return whether the rule is among those that hold */
    public boolean holds(String rule) {
        return matchedRules.stream().anyMatch(matched -> matched.rule().equals(rule));
    }

    /** @return a copied field as text; null when it was not asked for, or blank */
    public @Nullable String field(String name) {
        Object value = record == null ? null : record.get(name);
        return value == null ? null : value.toString();
    }
}
