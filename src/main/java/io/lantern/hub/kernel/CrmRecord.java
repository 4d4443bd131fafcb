package io.lantern.hub.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Salesforce object as a map of field to value.
 *
 * @param object API name in Salesforce's case, for example {@code Lead}
 * @param id the record's id
 * @param fields API field name to value (String, Number, Boolean or null, as JSON has them); a parent's field
 *     has the path as its name ({@code Owner.Name}); kept in order; never contains {@code Id}
 */
public record CrmRecord(String object, SalesforceId id, Map<String, @Nullable Object> fields) {
    public CrmRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** @return the field as trimmed text, or null when it is absent, null or blank */
    public @Nullable String text(String field) {
        Object value = fields.get(field);
        String text = value == null ? "" : value.toString().trim();
        return text.isEmpty() ? null : text;
    }

    /** @return whether the field is present and true */
    public boolean isTrue(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    /** @return this record with the given values over its own */
    public CrmRecord with(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(fields);
        merged.putAll(values);
        return new CrmRecord(object, id, merged);
    }
}
