package io.lantern.hub.enrich.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code enrich.ai}.
 *
 * @param query 1 to 8000 characters
 * @param options null: an answer in words
 * @param record what the model reads for it; it is data, whatever it says
 * @param effort {@code low, medium, high}; null is low
 * @param maxCredits null is no cap
 */
record AiRequest(
        String query,
        @Nullable Options options,
        @Nullable ObjectNode record,
        @Nullable String effort,
        @Nullable Integer maxCredits) {

    /**
     * @param formatJson whether the answer is an object
     * @param schema JSON Schema (2020-12) it is valid against; implies {@code formatJson}
     */
    record Options(@Nullable Boolean formatJson, @Nullable JsonNode schema) {}

    /** @return the schema of the answer; null when it is in words */
    @Nullable
    JsonNode schema() {
        return options == null ? null : options.schema();
    }

    @Nullable
    Boolean formatJson() {
        return options == null ? null : options.formatJson();
    }
}
