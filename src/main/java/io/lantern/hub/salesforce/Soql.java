package io.lantern.hub.salesforce;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only way to build SOQL: a text with {@code ?} for each value, and the values. Names of objects and fields
 * in the text come from code or from describe, never from a caller.
 *
 * <p>Text is quoted as Salesforce documents it (quotedstringescapes): first {@code \}, then {@code '}.
 */
public final class Soql {
    private final String text;

    private Soql(String text) {
        this.text = text;
    }

    /**
     * @param template SOQL with one {@code ?} per value
     * @param values String, enum, id or other object (quoted), Number, Boolean, Instant (whole seconds, UTC), or a
     *     non-empty Collection of these, written as {@code (a,b)}
     * @throws IllegalArgumentException when the counts differ, a value is null or a collection is empty
     */
    public static Soql of(String template, Object... values) {
        String[] parts = template.split("\\?", -1);
        if (parts.length != values.length + 1) {
            throw new IllegalArgumentException(
                    "%d places for %d values in: %s".formatted(parts.length - 1, values.length, template));
        }
        StringBuilder soql = new StringBuilder(parts[0]);
        for (int i = 0; i < values.length; i++) {
            soql.append(literal(values[i])).append(parts[i + 1]);
        }
        return new Soql(soql.toString());
    }

    /** @return the finished SOQL */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("A value is missing; SOQL finds empty fields with = null in the text");
        }
        if (value instanceof Collection<?> many) {
            if (many.isEmpty()) {
                throw new IllegalArgumentException("SOQL has no empty list");
            }
            return many.stream().map(Soql::literal).collect(Collectors.joining(",", "(", ")"));
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return quoted(value.toString());
    }

    private static String quoted(String value) {
        return "'"
                + value.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "'";
    }
}
