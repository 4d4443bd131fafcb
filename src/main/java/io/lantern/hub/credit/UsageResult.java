package io.lantern.hub.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code credit.usage}.
 *
 * @param breakdown null when none was asked for; adds up to {@code creditsUsed}
 */
public record UsageResult(
        boolean success,
        int tenantId,
        LocalDate startDate,
        LocalDate endDate,
        Credits creditsUsed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Part> breakdown) {

    /** @param value day, service, provider or key; null for what had none */
    public record Part(@Nullable String value, Credits creditsUsed) {}
}
