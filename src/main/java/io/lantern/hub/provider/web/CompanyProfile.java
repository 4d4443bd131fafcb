package io.lantern.hub.provider.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a website says of the company it belongs to.
 *
 * @param status how the reading ended
 * @param values at most one per field; empty unless the status is {@code READ}
 */
public record CompanyProfile(SiteStatus status, List<Value> values) {
    public CompanyProfile {
        values = List.copyOf(values);
    }

    /**
     * One thing the website says.
     *
     * @param field {@code name, domain, linkedin_url, industry, size_range, phone, hq_city, hq_state, hq_country,
     *     hq_postal_code}
     * @param text of {@code hq_country} ISO 3166-1 alpha-2, of {@code phone} E.164, else as written
     * @param confidence 0 to 1: by how plainly the page says it
     */
    public record Value(String field, String text, double confidence) {}

    /** Keeps the surest text of each field; of two equally sure ones the first. */
    static final class Facts {
        private final Map<String, Value> values = new LinkedHashMap<>();

        /** @param text null and blank say nothing */
        void offer(String field, @Nullable String text, double confidence) {
            if (text == null || text.isBlank()) {
                return;
            }
            Value known = values.get(field);
            if (known == null || known.confidence() < confidence) {
                values.put(field, new Value(field, text.strip(), confidence));
            }
        }

        void offer(Address address, double confidence) {
            offer("hq_city", address.city(), confidence);
            offer("hq_state", address.state(), confidence);
            offer("hq_postal_code", address.postalCode(), confidence);
            offer("hq_country", address.country(), confidence);
        }

        @Nullable
        String text(String field) {
            Value value = values.get(field);
            return value == null ? null : value.text();
        }

        List<Value> all() {
            return List.copyOf(values.values());
        }
    }
}
