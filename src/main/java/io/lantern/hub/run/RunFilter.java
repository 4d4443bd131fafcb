package io.lantern.hub.run;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a caller wants to see.
 *
 * @param conditions SQL with one named parameter each, to the parameter's value
 * @param page from 1
 * @param perPage 1 to 100
 */
record RunFilter(Map<String, Object> conditions, int page, int perPage) {
    private static final int PER_PAGE = 20;
    private static final int EARLIEST = 2000;
    private static final int LATEST = 2999;

    /** Query parameter to the condition it stands for. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "status", "status = :status",
            "kind", "kind = :kind",
            "agent", "name = :agent",
            "created_from", "created_at >= :created_from",
            "created_to", "created_at < :created_to");

    /**
     * @param parameters as they came in the query, checked against the contract before
     * @throws ProblemException {@code bad_request} that names a parameter that is no time
     */
    static RunFilter of(Map<String, Object> parameters) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        CONDITIONS.forEach((name, condition) -> {
            if (parameters.get(name) instanceof String text && !text.isBlank()) {
                conditions.put(condition, name.startsWith("created") ? time(name, text) : text.strip());
            }
        });
        return new RunFilter(
                conditions, number(parameters.get("page"), 1), number(parameters.get("per_page"), PER_PAGE));
    }

    static String parameter(String condition) {
        return condition.substring(condition.indexOf(':') + 1);
    }

    private static OffsetDateTime time(String name, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.strip());
            if (time.getYear() >= EARLIEST && time.getYear() <= LATEST) {
                return RunStore.utc(time.toInstant());
            }
        } catch (DateTimeParseException notATime) {
            // Said below.
        }
        String what = "must be a time such as 2026-03-01T00:00:00Z, from %d to %d".formatted(EARLIEST, LATEST);
        throw new ProblemException(
                new Problem(ProblemCode.BAD_REQUEST, name + " " + what + ".", List.of(new Problem.Detail(name, what))));
    }

    private static int number(@Nullable Object value, int absent) {
        return value == null ? absent : Integer.parseInt(value.toString().strip());
    }
}
