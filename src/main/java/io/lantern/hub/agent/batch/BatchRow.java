package io.lantern.hub.agent.batch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a batch, in the order it was given.
 *
 * @param position from 0
 * @param id as the caller knows the record
 * @param input field to value
 * @param result what became of it; null while that is open
 */
record BatchRow(
        int position,
        String id,
        Map<String, String> input,
        @Nullable Result result) {
    /** What became of a record. */
    enum Status {
        FOUND,
        NOT_FOUND,
        /** It lacks what the search needs. */
        SKIPPED,
        FAILED,
        /** The budget was spent before its turn. */
        NOT_PROCESSED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * @param cells column to value; absent where nothing was found
     * @param free answers that cost nothing
     * @param error one sentence; null when all went well
     */
    record Result(
            Status status,
            Map<String, String> cells,
            List<Free> free,
            @Nullable String error) {
        static Result of(Status status, String error) {
            return new Result(status, Map.of(), List.of(), error);
        }
    }

    /**
     * An answer from the cache.
     *
     * @param provider whose answer it once was; null when it was nobody's
     */
    record Free(String service, @Nullable String provider, Instant at) {}
}
