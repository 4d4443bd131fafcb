package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code enrich.research}.
 *
 * @param query 1 to 8000 characters
 * @param options null: an answer in words, from as many pages as the effort reads
 * @param agentType {@code company, person, market, auto}; null is auto
 * @param effort {@code low, medium, high}; null is low
 * @param maxCredits null is no cap
 */
record ResearchRequest(
        String query,
        @Nullable Options options,
        @Nullable String agentType,
        @Nullable String effort,
        @Nullable Integer maxCredits) {

    /**
     * @param formatJson whether the answer is an object
     * @param schema JSON Schema (2020-12) it is valid against; implies {@code formatJson}
     * @param maxSources most pages that are read
     */
    record Options(
            @Nullable Boolean formatJson,
            @Nullable JsonNode schema,
            @Nullable Integer maxSources) {
        private static final Options NONE = new Options(null, null, null);
    }

    Options wishes() {
        return options == null ? Options.NONE : options;
    }
}
