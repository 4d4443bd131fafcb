package io.lantern.hub.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code match.records}.
 *
 * @param object {@code account}, {@code contact} or {@code lead}, in any case
 * @param rules null takes the tuned default of the object
 * @param context null takes the tenant's first org
 * @param maxCredits cap of what the call may cost: as many candidates are looked for as it covers; null is none
 * @param limit matches per candidate, 1 to 20; null is 5
 * @param includeRecord null is false
 */
public record MatchRequest(
        @Nullable String object,
        @Nullable List<Candidate> candidates,
        @Nullable Rules rules,
        @Nullable Context context,
        @Nullable Integer maxCredits,
        @Nullable Integer limit,
        @Nullable Boolean includeRecord) {

    /**
     * Somebody to look for.
     *
     * @param id the caller's own name for it
     * @param fields alias or Salesforce field name to value
     */
    public record Candidate(String id, Map<String, @Nullable Object> fields) {
        public Candidate {
            fields = fields == null ? Map.of() : new HashMap<>(fields);
        }
    }

    /**
     * Rules of the caller's own.
     *
     * @param mode {@code simple}: a record matches when one rule holds
     * @param by rules, for example {@code domain:eq}
     * @param threshold least confidence; null takes every record for which a rule holds
     */
    public record Rules(
            @Nullable String mode,
            @Nullable List<String> by,
            @Nullable Double threshold) {}

    /** @param orgId name or Salesforce id of the tenant's org to search; null is the first */
    public record Context(@Nullable String orgId) {}
}
