package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectField.PicklistValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what a client sent for one field into what is stored, or refuses it. */
final class FieldValues {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\\.?"
                    + "@([\\p{L}0-9]([\\p{L}0-9-]*[\\p{L}0-9])?\\.)+\\p{L}[\\p{L}0-9-]*");

    private FieldValues() {}

    /**
     * @param given null, text, number or truth value
     * @return text as String, whole numbers as Long, others as BigDecimal, truth values as Boolean; null when blank
     */
    static @Nullable Object accept(SObjectField field, @Nullable Object given) {
        Object value = given instanceof String text ? blankToNull(text) : given;
        if (value == null) {
            return field.type().equals("boolean") ? Boolean.FALSE : null;
        }
        return switch (field.type()) {
            case "boolean" -> truth(field, value);
            case "int" -> whole(field, value);
            case "double", "currency", "percent" -> decimal(field, value);
            case "date" -> date(field, value);
            case "datetime" -> datetime(field, value);
            case "reference", "id" -> reference(field, value);
            default -> text(field, value);
        };
    }

    /** Numbers that are equal are stored alike, with at least one decimal, as the API shows them. */
    static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1, RoundingMode.UNNECESSARY) : stripped;
    }

    private static @Nullable String blankToNull(String text) {
        String trimmed = text.stripTrailing();
        return trimmed.isEmpty() ? null : trimmed;
    }

    private static Object text(SObjectField field, Object value) {
        if (!(value instanceof String text)) {
            throw Refusals.cannotRead(field, value);
        }
        String kept = switch (field.type()) {
            case "picklist" -> choice(field, text);
            case "multipicklist" -> choices(field, text);
            default -> text;
        };
        if (field.length() > 0 && kept.length() > field.length()) {
            throw Refusals.tooLong(field, kept);
        }
        if (field.type().equals("email") && !EMAIL.matcher(kept).matches()) {
            throw Refusals.notAnEmail(field, kept);
        }
        return kept;
    }

    private static String choice(SObjectField field, String text) {
        for (PicklistValue choice : field.picklistValues()) {
            if (choice.value().equalsIgnoreCase(text)) {
                return choice.value();
            }
        }
        if (field.restrictedPicklist()) {
            throw Refusals.badPicklist(field, text);
        }
        return text;
    }

    private static String choices(SObjectField field, String text) {
        List<String> order =
                field.picklistValues().stream().map(PicklistValue::value).toList();
        Set<String> chosen = new TreeSet<>(List.of(text.split(";")).stream()
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .map(s -> choice(field, s))
                .toList());
        List<String> sorted = new ArrayList<>(order);
        sorted.retainAll(chosen);
        chosen.removeAll(order);
        sorted.addAll(chosen);
        return String.join(";", sorted);
    }

    private static Boolean truth(SObjectField field, Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw Refusals.cannotRead(field, value);
        };
    }

    private static Long whole(SObjectField field, Object value) {
        BigDecimal number = number(field, value).setScale(0, RoundingMode.HALF_UP);
        if (number.abs().compareTo(BigDecimal.TEN.pow(field.precision())) >= 0) {
            throw Refusals.outOfRange(field, value);
        }
        return number.longValueExact();
    }

    private static BigDecimal decimal(SObjectField field, Object value) {
        BigDecimal number = number(field, value).setScale(field.scale(), RoundingMode.HALF_UP);
        if (number.abs().compareTo(BigDecimal.TEN.pow(field.precision() - field.scale())) >= 0) {
            throw Refusals.outOfRange(field, value);
        }
        return canonical(number);
    }

    private static BigDecimal number(SObjectField field, Object value) {
        if (value instanceof Boolean) {
            throw Refusals.cannotRead(field, value);
        }
        String text = value.toString().strip();
        // An exponent such as 1e999999999 would take all memory to write out.
        if (text.length() > 64) {
            throw Refusals.cannotRead(field, value);
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw Refusals.cannotRead(field, value);
        }
        if (Math.abs((long) number.precision() - number.scale()) > 100) {
            throw Refusals.outOfRange(field, value);
        }
        return number;
    }

    private static String date(SObjectField field, Object value) {
        LocalDate date = Stamps.readDate(value.toString());
        if (date == null || !(value instanceof String)) {
            throw Refusals.cannotRead(field, value);
        }
        return date.toString();
    }

    private static String datetime(SObjectField field, Object value) {
        Instant instant = Stamps.readInstant(value.toString());
        if (instant == null || !(value instanceof String)) {
            throw Refusals.cannotRead(field, value);
        }
        return Stamps.write(instant);
    }

    private static String reference(SObjectField field, Object value) {
        String id = value instanceof String text ? RecordIds.normalize(text) : null;
        if (id == null) {
            throw Refusals.badId(field, value);
        }
        return id;
    }
}
