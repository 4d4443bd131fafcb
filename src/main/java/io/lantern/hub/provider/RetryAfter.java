package io.lantern.hub.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {
    private RetryAfter() {}

    /** @return null when it is neither */
    public static @Nullable Duration of(String header) {
        String text = header.strip();
        if (text.matches("\\d{1,7}(?:\\.\\d{1,3})?")) {
            return Duration.ofMillis((long) (1_000 * Double.parseDouble(text)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException unknown) {
            return null;
        }
    }
}
