package io.lantern.sandbox.salesforce.soql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result: what was selected, in that order, under the names of the definition.
 *
 * @param type the record's object, or {@code AggregateResult}
 * @param id the record's id whether selected or not, for its address; null in an aggregate
 * @param values a field's value as the store has it, a parent as {@code Selected} or null, children as
 *     {@link QueryResult} or null, a compound address as map or null
 */
public record Selected(String type, @Nullable String id, Map<String, @Nullable Object> values) {
    /** The type of a row that stands for several records. */
    public static final String AGGREGATE = "AggregateResult";

    public Selected {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
