package io.lantern.hub.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider found.
 *
 * @param found at most one value per field; empty is a miss
 */
public record ProviderAnswer(List<Found> found) {
    public ProviderAnswer {
        found = List.copyOf(found);
    }

    /**
     * One value.
     *
     * @param field by the contract's names ({@code phone, phone_type, email_status} …)
     * @param value text or true/false
     * @param confidence 0 to 1
     * @param source the provider's name, for example {@code builtin.phone}
     */
    public record Found(String field, Object value, double confidence, String source) {
        /** @return the value as text */
        public String text() {
            return value.toString();
        }
    }

    /** @return that nothing was found, and why, in a few words for a person */
    public static ProviderAnswer miss(String provider, String reason) {
        return new ProviderAnswer(List.of(new Found("miss_reason", reason, 1, provider)));
    }

    /** @return what was found for the field */
    public Optional<Found> field(String name) {
        return found.stream().filter(value -> value.field().equals(name)).findFirst();
    }

    /** @return what was found for the field, when it is at least this certain */
    public Optional<Found> field(String name, double minConfidence) {
        return field(name).filter(value -> value.confidence() >= minConfidence);
    }

    /** @return why this is a miss, in a few words for a person; what the field {@code miss_reason} says, if any */
    public String missReason() {
        return field("miss_reason").map(Found::text).orElse("knows nothing of it");
    }

    static final class Collector {
        private final String source;
        private final Map<String, Found> found = new LinkedHashMap<>();

        Collector(String source) {
            this.source = source;
        }

        Collector put(String field, Object value, double confidence) {
            found.put(field, new Found(field, value, confidence, source));
            return this;
        }

        ProviderAnswer answer() {
            return new ProviderAnswer(List.copyOf(found.values()));
        }
    }
}
