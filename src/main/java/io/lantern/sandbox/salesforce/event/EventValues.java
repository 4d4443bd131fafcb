package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Stamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Field values as Avro carries them: text, numbers, truth, and times as epoch milliseconds. */
final class EventValues {
    private EventValues() {}

    /** @param value as a {@code Row} holds it */
    static @Nullable Object ofStored(SObjectField field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case "boolean" -> value;
            case "int" -> ((Number) value).intValue();
            case "double", "currency", "percent" -> ((Number) value).doubleValue();
            case "date" -> millis(Objects.requireNonNull(Stamps.readDate(value.toString())));
            case "datetime" ->
                Objects.requireNonNull(Stamps.readInstant(value.toString())).toEpochMilli();
            default -> value.toString();
        };
    }

    /**
     * @param value as JSON, SOAP or Avro brings it
     * @throws OrgFault when the field cannot hold it
     */
    static @Nullable Object ofClient(SObjectField field, @Nullable Object value) {
        if (value == null || value.toString().isEmpty()) {
            return null;
        }
        return switch (field.type()) {
            case "boolean" -> truth(field, value);
            case "int" -> number(field, value).intValue();
            case "double", "currency", "percent" -> number(field, value).doubleValue();
            case "date" -> value instanceof Long millis ? millis : date(field, value.toString());
            case "datetime" -> value instanceof Long millis ? millis : instant(field, value.toString());
            default -> text(field, value.toString());
        };
    }

    private static Boolean truth(SObjectField field, Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        String text = value.toString();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw unreadable(field, "xsd:boolean", text);
    }

    private static BigDecimal number(SObjectField field, Object value) {
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw unreadable(field, "xsd:double", value.toString());
        }
    }

    private static Long date(SObjectField field, String text) {
        LocalDate date = Stamps.readDate(text);
        if (date == null) {
            throw unreadable(field, "xsd:date", text);
        }
        return millis(date);
    }

    private static Long instant(SObjectField field, String text) {
        Instant instant = Stamps.readInstant(text);
        if (instant == null) {
            throw unreadable(field, "xsd:dateTime", text);
        }
        return instant.toEpochMilli();
    }

    private static String text(SObjectField field, String text) {
        if (field.length() > 0 && text.length() > field.length()) {
            throw new OrgFault(
                    "STRING_TOO_LONG",
                    400,
                    "%s: data value too large: %s (max length=%d)".formatted(field.label(), text, field.length()),
                    List.of(field.name()));
        }
        return text;
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static OrgFault unreadable(SObjectField field, String type, String value) {
        return new OrgFault(
                "JSON_PARSER_ERROR",
                400,
                "Cannot deserialize instance of %s from VALUE_STRING value %s".formatted(type, value),
                List.of(field.name()));
    }
}
