package io.lantern.sandbox.control;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fault that is switched on.
 *
 * @param name one of those in docs/reference/sandbox.md
 * @param count how many more times it strikes; null without end
 * @param probability of striking when it could, 0 to 1
 * @param until when it switches itself off; null never
 * @param path part of the target (URL path, SOAP operation, topic) it strikes; empty for all
 * @param parameters further settings, each fault's own
 */
public record Fault(
        String name,
        @Nullable Integer count,
        double probability,
        @Nullable Instant until,
        String path,
        Map<String, String> parameters) {
    public Fault {
        parameters = Map.copyOf(parameters);
    }

    /** @return a whole-number parameter, or the given value when it is not set */
    public int number(String parameter, int otherwise) {
        String value = parameters.get(parameter);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** @return a text parameter, or the given value when it is not set */
    public String text(String parameter, String otherwise) {
        return parameters.getOrDefault(parameter, otherwise);
    }
}
