package io.lantern.hub.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is given.
 *
 * @param input what is known, by the contract's field names ({@code phone, email, country, state, domain}); blank
 *     values are left out
 */
public record ProviderQuestion(Map<String, String> input) {
    public ProviderQuestion {
        input = Map.copyOf(input);
    }

    /** @param known field to value; nulls and blanks are dropped */
    public static ProviderQuestion of(Map<String, ? extends @Nullable String> known) {
        Map<String, String> input = new LinkedHashMap<>();
        known.forEach((field, value) -> {
            if (value != null && !value.isBlank()) {
                input.put(field, value.strip());
            }
        });
        return new ProviderQuestion(input);
    }

    @Nullable
    String text(String field) {
        return input.get(field);
    }
}
