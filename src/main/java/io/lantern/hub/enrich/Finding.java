package io.lantern.hub.enrich;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Attempt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look-up came to.
 *
 * @param values by field
 * @param attempts what was asked for it; empty when it comes from the cache
 * @param credits charged for it
 * @param suppressed whether nobody may look; then there is nothing
 */
record Finding(
        Map<String, FoundValue> values, List<Attempt> attempts, Credits credits, boolean cached, boolean suppressed) {
    Finding {
        values = Map.copyOf(values);
        attempts = List.copyOf(attempts);
    }

    static Finding hidden() {
        return new Finding(Map.of(), List.of(), Credits.NONE, false, true);
    }

    static Finding miss(List<Attempt> attempts) {
        return new Finding(Map.of(), attempts, Credits.NONE, false, false);
    }

    static Finding kept(Map<String, FoundValue> values) {
        return new Finding(values, List.of(), Credits.NONE, true, false);
    }

    /** @return the same for somebody who asked meanwhile, and neither asks nor pays again */
    Finding shared() {
        return values.isEmpty() ? this : kept(values);
    }

    @Nullable
    FoundValue value(String field) {
        return values.get(field);
    }

    @Nullable
    String text(String field) {
        FoundValue found = values.get(field);
        return found == null ? null : found.text();
    }

    /** @return what was found as a number; null when nothing, or no number */
    @Nullable
    Double number(String field) {
        try {
            String text = text(field);
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    /** @return mean confidence of what was found of these; null when that is nothing */
    @Nullable
    Double confidence(Set<String> fields) {
        OptionalDouble mean = fields.stream()
                .map(values::get)
                .filter(Objects::nonNull)
                .mapToDouble(FoundValue::confidence)
                .average();
        return mean.isPresent() ? Math.round(mean.getAsDouble() * 1000) / 1000.0 : null;
    }

    /** @return when the latest value was read; null when there is none */
    @Nullable
    Instant verifiedAt() {
        return values.values().stream()
                .map(FoundValue::verifiedAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** @return where the fields' values come from, by field. @param prefix of the fields' names in the answer */
    List<SourceOfValue> sources(Set<String> fields, String prefix) {
        return values.entrySet().stream()
                .filter(found -> fields.contains(found.getKey()))
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(found -> new SourceOfValue(
                        prefix + found.getKey(),
                        found.getValue().provider(),
                        found.getValue().confidence(),
                        found.getValue().verifiedAt()))
                .toList();
    }
}
