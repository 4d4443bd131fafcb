package io.lantern.hub.trigger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Salesforce writes datetimes as {@code 2026-05-01T12:34:56.000+0000} in REST and with {@code Z} elsewhere. */
public final class Timestamps {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");

    private Timestamps() {}

    /** @return the time, cut to whole seconds, or null when the text is none */
    public static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text, FORMAT).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
