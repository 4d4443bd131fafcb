package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.ai.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code enrich.research}.
 *
 * @param response text, or an object valid against the schema; null when nothing was found that a page says, or the
 *     question is about somebody who must not be looked up
 * @param confidence what the model says, less where it quoted what is not there
 * @param cached always false: a question is researched anew
 * @param agentUsed what the question was taken to be about
 * @param citations what the answer rests on; empty only without an answer
 */
record ResearchResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        String query,
        @Nullable JsonNode response,
        double confidence,
        TokenUsage tokenUsage,
        Agent agentUsed,
        List<Citation> citations) {}
