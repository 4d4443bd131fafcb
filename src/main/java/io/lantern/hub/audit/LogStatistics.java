package io.lantern.hub.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code audit.stats}.
 *
 * @param count entries in all
 */
record LogStatistics(boolean success, Instant from, Instant to, By groupBy, long count, List<Group> groups) {

    /**
     * Entries that have something in common.
     *
     * @param value what it is; null for entries without it
     * @param share of the whole count, 0 to 1, four decimals
     * @param medianSecondsToAssignment from the creation of records to their assignment; null when no entry knows it
     */
    record Group(
            @Nullable String value,
            long count,
            double share,
            @Nullable Double medianSecondsToAssignment,
            @Nullable Double p95SecondsToAssignment) {
        Group ofAll(long all) {
            double part = all == 0 ? 0 : Math.round(count * 10_000.0 / all) / 10_000.0;
            return new Group(value, count, part, medianSecondsToAssignment, p95SecondsToAssignment);
        }
    }

    /** What to count by, and the expression for it in the SQL of both databases. */
    enum By {
        DAY("to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD')"),
        HOUR("to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24')") {
            @Override
            @Nullable
            String value(@Nullable String grouped) {
                return grouped == null ? null : grouped.replace(' ', 'T') + ":00:00Z";
            }
        },
        ACTION("action"),
        OBJECT("object"),
        POOL("pool"),
        ASSIGNED_TO("assigned_to");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }

        /** @return what the expression gave, as the answer shows it */
        @Nullable
        String value(@Nullable String grouped) {
            return grouped;
        }

        String expression() {
            return expression;
        }

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<By> of(String text) {
            for (By by : values()) {
                if (by.wireName().equals(text)) {
                    return Optional.of(by);
                }
            }
            return Optional.empty();
        }
    }
}
