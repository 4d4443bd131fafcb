package io.lantern.hub.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something the caller, or a system behind the hub, got wrong, in words an admin can act on.
 *
 * @param code decides the HTTP status
 * @param message names the field or object and what to do; holds no secret and no personal data
 * @param details one line per fault; empty when the message says it all
 * @param facts further members of the error body, such as {@code retry_after} (seconds) or {@code credits_required};
 *     mostly empty
 */
public record Problem(ProblemCode code, String message, List<Detail> details, Map<String, Object> facts) {
    public Problem {
        details = List.copyOf(details);
        facts = Map.copyOf(facts);
    }

    public Problem(ProblemCode code, String message, List<Detail> details) {
        this(code, message, details, Map.of());
    }

    /**
     * One fault of a request.
     *
     * @param field JSON path of the field ({@code candidates[3].id}), a parameter's name, or null when it is about the whole
     * @param message what is wrong and what would be right
     */
    public record Detail(@Nullable String field, String message) {}
}
