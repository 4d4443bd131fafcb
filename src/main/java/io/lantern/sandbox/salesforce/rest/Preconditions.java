package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditional requests: dates for every record, ETag for Account only (intro_rest_conditional_requests). */
final class Preconditions {
    /** {@code 2024-05-01T12:34:56.000+0000}, as the API writes it. */
    static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter LOOSE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Preconditions() {}

    /** @return 304 or 412 when the record need not or must not be read; else null */
    static @Nullable RestAnswer beforeRead(RestCall call, SObjectType type, Row row) {
        Instant modified = modified(row);
        Instant since = date(call, "If-Modified-Since");
        Instant unmodified = date(call, "If-Unmodified-Since");
        String none = type.name().equals("Account") ? call.header("If-None-Match") : null;
        if ((since != null && !modified.isAfter(since)) || (none != null && names(none, row))) {
            return RestAnswer.empty(304);
        }
        if ((unmodified != null && modified.isAfter(unmodified)) || otherMatch(call, type, row)) {
            return RestAnswer.empty(412);
        }
        return null;
    }

    /** @throws OrgFault 412 when the record must not be written */
    static void beforeWrite(RestCall call, SObjectType type, Row row) {
        Instant unmodified = date(call, "If-Unmodified-Since");
        if ((unmodified != null && modified(row).isAfter(unmodified)) || otherMatch(call, type, row)) {
            throw new OrgFault(
                    "PRECONDITION_FAILED", 412, "The precondition specified in the header was not met.", List.of());
        }
    }

    static Map<String, String> headers(SObjectType type, Row row) {
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(modified(row).atOffset(ZoneOffset.UTC));
        return type.name().equals("Account")
                ? Map.of("Last-Modified", modified, "ETag", tag(row))
                : Map.of("Last-Modified", modified);
    }

    /** @return the moment a stored datetime text means */
    static Instant instant(String text) {
        return OffsetDateTime.parse(text, LOOSE).toInstant();
    }

    private static boolean otherMatch(RestCall call, SObjectType type, Row row) {
        String match = type.name().equals("Account") ? call.header("If-Match") : null;
        return match != null && !names(match, row);
    }

    private static boolean names(String tags, Row row) {
        return tags.equals("*") || tags.replace("--gzip", "").contains(tag(row).replace("\"", ""));
    }

    private static String tag(Row row) {
        return "\"" + Long.toString(modified(row).toEpochMilli(), 36) + "\"";
    }

    private static Instant modified(Row row) {
        String stamp = row.text("LastModifiedDate");
        return stamp == null ? Instant.EPOCH : instant(stamp).truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable Instant date(RestCall call, String header) {
        String text = call.header(header);
        if (text == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new OrgFault("INVALID_HTTP_HEADER", 400, "Invalid date in header " + header + ": " + text, List.of());
        }
    }
}
