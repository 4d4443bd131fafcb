package io.lantern.hub.match.mirror;

import io.lantern.hub.kernel.CrmRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copied record.
 *
 * @param fields API field name to value; nulls left out
 * @param stamp its SystemModstamp; of a record we know from elsewhere, when we learned of it
 */
record MirrorRow(String id, Map<String, Object> fields, Instant stamp) {
    static final String STAMP = "SystemModstamp";

    /** Salesforce writes {@code 2026-03-01T10:00:00.000+0000}. */
    private static final DateTimeFormatter SALESFORCE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    MirrorRow {
        fields = Map.copyOf(fields);
    }

    static MirrorRow of(CrmRecord record, Instant otherwise) {
        String stamp = record.text(STAMP);
        return new MirrorRow(
                record.id().value(),
                present(record.fields()),
                stamp == null
                        ? otherwise
                        : OffsetDateTime.parse(stamp, SALESFORCE).toInstant());
    }

    static Map<String, Object> present(Map<String, ? extends @Nullable Object> fields) {
        Map<String, Object> present = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (value != null && !field.equals(STAMP)) {
                present.put(field, value);
            }
        });
        return present;
    }
}
