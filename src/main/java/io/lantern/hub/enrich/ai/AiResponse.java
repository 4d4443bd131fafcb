package io.lantern.hub.enrich.ai;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.credit.Credits;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code enrich.ai}.
 *
 * @param response text, or an object valid against the schema; null when the record is of somebody who must not be
 *     looked up
 * @param confidence what the model itself says, 0 to 1
 * @param cached always false: a question is asked anew
 */
record AiResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        String query,
        @Nullable JsonNode response,
        double confidence,
        TokenUsage tokenUsage) {}
