package io.lantern.hub.agent.batch;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a batch. Needs ids or records, not both.
 *
 * @param entityType {@code person} or {@code company}
 * @param ids of records of the tenant's org, 15 or 18 characters
 * @param records field to value, each with an {@code id}
 * @param query of deep research: a question in which {field} stands for a record's field; null for other agents
 * @param maxCredits the batch spends no more
 */
public record BatchRequest(
        String entityType,
        @Nullable List<String> ids,
        @Nullable List<Map<String, @Nullable Object>> records,
        @Nullable String query,
        BigDecimal maxCredits) {}
