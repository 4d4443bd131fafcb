package io.lantern.hub.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lantern.hub.credit.Credits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /v1/runs}.
 *
 * @param runs one page, the newest first
 * @param total on all pages
 * @param page from 1
 */
public record RunList(List<Summary> runs, long total, int page, int perPage) {

    /**
     * A run in short.
     *
     * @param agent what is run, for example {@code inbound-lead}
     * @param progress null for a run that does not work on many records
     */
    public record Summary(
            String runId,
            String kind,
            String agent,
            RunStatus status,
            @JsonInclude(JsonInclude.Include.NON_NULL) RunRow.@Nullable Progress progress,
            Credits creditsConsumed,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}
}
