package io.lantern.hub.trigger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /v1/triggers/salesforce/status}: one entry per org and source. */
record TriggerStatus(boolean success, String requestId, List<Source> sources, long processingTimeMs) {
    /**
     * @param source {@code events} or {@code poll}
     * @param state of events: {@code connecting, connected, waiting, closed}; of the poll: {@code ok, failing, waiting}
     * @param object of the poll; null for events
     * @param replayPosition of events: position of the last event taken over; null before the first
     * @param watermark of the poll: SystemModstamp up to which everything was read
     * @param lagSeconds since the source was last heard; null when never
     * @param openGap since when events may be missing; null when nothing is
     */
    record Source(
            String org,
            String source,
            String state,
            @Nullable String object,
            @Nullable String replayPosition,
            @Nullable Instant watermark,
            @Nullable Long lagSeconds,
            @Nullable Instant openGap,
            @Nullable String lastError) {}
}
