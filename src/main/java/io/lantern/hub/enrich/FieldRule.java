package io.lantern.hub.enrich;

import jakarta.validation.constraints.NotBlank;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code lantern.enrich.write[]}: a found value that goes into a field of Salesforce.
 *
 * @param value by the contract's name, for example {@code domain}
 * @param field API name; one the workflow reads ({@code lantern.orgs[].fields.<Object>})
 * @param policy when it replaces what is there
 */
record FieldRule(
        @NotBlank String value,
        @NotBlank String field,
        @DefaultValue("fill_blanks") Policy policy) {

    /** Salesforce writes {@code +0000} where ISO 8601 in Java wants {@code +00:00}. */
    private static final DateTimeFormatter SALESFORCE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /** When a found value replaces what is there. */
    enum Policy {
        /** When nothing is there. */
        FILL_BLANKS,
        /** Whatever is there. */
        ALWAYS,
        /** When the source has verified it after the record was last changed, or nothing is there. */
        NEWER,
        /** Never, not even a blank. */
        NEVER
    }

    /**
     * @param before what is there; null when blank
     * @param changedAt {@code LastModifiedDate} of the record; null when the workflow does not read it
     * @param verifiedAt when the source says it has seen the value; null is now
     */
    boolean writes(@Nullable Object before, @Nullable String changedAt, @Nullable String verifiedAt) {
        return switch (policy) {
            case FILL_BLANKS -> before == null;
            case ALWAYS -> true;
            case NEWER -> before == null || isLater(verifiedAt, changedAt);
            case NEVER -> false;
        };
    }

    private static boolean isLater(@Nullable String verifiedAt, @Nullable String changedAt) {
        if (changedAt == null || verifiedAt == null) {
            return changedAt != null;
        }
        try {
            return OffsetDateTime.parse(verifiedAt, SALESFORCE_TIME)
                    .isAfter(OffsetDateTime.parse(changedAt, SALESFORCE_TIME));
        } catch (DateTimeParseException unreadable) {
            // What cannot be compared is not known to be newer.
            return false;
        }
    }
}
