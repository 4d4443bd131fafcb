package io.lantern.sandbox.salesforce.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One stored record, immutable.
 *
 * @param type object's API name in its defined case
 * @param id 18 characters
 * @param values every field of the object except Id, in definition order; absent values are null. Text as String,
 *     numbers as BigDecimal or Long, check-boxes as Boolean, dates and datetimes as the REST API writes them
 */
public record Row(String type, String id, Map<String, @Nullable Object> values) {
    public Row {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a field by its defined name; {@code Id} gives the id. */
    public @Nullable Object get(String field) {
        return field.equals("Id") ? id : values.get(field);
    }

    /** The value as text; null when blank. */
    public @Nullable String text(String field) {
        Object value = get(field);
        return value == null ? null : value.toString();
    }

    public boolean isDeleted() {
        return Boolean.TRUE.equals(values.get("IsDeleted"));
    }
}
