package io.lantern.hub.agent.batch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A question in which {field} stands for a record's field. */
final class QueryTemplate {
    /** Of a field that carries a question: longer text is no name, and may be somebody's instruction to the model. */
    private static final int LONGEST_VALUE = 200;

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.]*)}");

    private final String text;

    QueryTemplate(String text) {
        this.text = text;
    }

    /** @return the first field that the question needs and the record does not have; empty when it can be asked */
    Optional<String> lacks(Map<String, ? extends @Nullable Object> record) {
        Map<String, String> values = values(record);
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(field -> !values.containsKey(field))
                .findFirst();
    }

    /** @return the question about this record */
    String of(Map<String, ? extends @Nullable Object> record) {
        Map<String, String> values = values(record);
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    /** Without regard to case, as Salesforce names fields. */
    private static Map<String, String> values(Map<String, ? extends @Nullable Object> record) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        record.forEach((field, value) -> {
            String line = value == null ? "" : value.toString().strip().replaceAll("\\s+", " ");
            if (!line.isEmpty()) {
                values.put(field, line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE));
            }
        });
        return values;
    }
}
