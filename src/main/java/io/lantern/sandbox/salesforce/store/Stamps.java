package io.lantern.sandbox.salesforce.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Dates and datetimes as the REST API writes them: {@code 2024-05-01} and {@code 2024-05-01T12:34:56.000+0000}, always
 * in UTC and to the second, so that their order is that of their text.
 */
public final class Stamps {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'");
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private static final int DATE_LENGTH = 10;

    private Stamps() {}

    /** Fractions of a second are dropped. */
    public static String write(Instant instant) {
        return WRITTEN.format(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    /**
     * @param text with {@code Z}, {@code +hh:mm} or {@code +hhmm}, with or without fractions; a date alone is its
     *     midnight in UTC
     * @return the instant, or null when it is none
     */
    public static @Nullable Instant readInstant(String text) {
        try {
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return OffsetDateTime.parse(text, READ).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * @param text a date; of a datetime, the date as written
     * @return the date, or null when it is none
     */
    public static @Nullable LocalDate readDate(String text) {
        try {
            return text.length() < DATE_LENGTH ? null : LocalDate.parse(text.substring(0, DATE_LENGTH));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
