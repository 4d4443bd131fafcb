package io.lantern.hub.enrich;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person or company, in one form, so that the same question is recognised whoever wrote it.
 *
 * @param values by the contract's names; without blanks
 */
record Clues(Map<String, String> values) {
    private static final Pattern PROFILE =
            Pattern.compile("(?:https?://)?(?:[a-z]+\\.)?linkedin\\.com/(?:in|pub|company)/([^/?#]+).*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    Clues {
        values = Map.copyOf(values);
    }

    static Builder builder() {
        return new Builder();
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    boolean has(String... names) {
        for (String name : names) {
            if (!values.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    /** @return these and one more; null changes nothing */
    Clues with(String name, @Nullable String value) {
        return new Builder(values).put(name, value).build();
    }

    static final class Builder {
        private final Map<String, String> values = new TreeMap<>();

        private Builder() {}

        private Builder(Map<String, String> values) {
            this.values.putAll(values);
        }

        /** Spaces are joined; blank is absent. */
        Builder put(String name, @Nullable String text) {
            String clean = text == null ? "" : SPACE.matcher(text.strip()).replaceAll(" ");
            if (!clean.isEmpty()) {
                values.put(name, clean);
            }
            return this;
        }

        Builder email(@Nullable String text) {
            return put("email", text == null ? null : text.toLowerCase(Locale.ROOT));
        }

        /** What is no domain is left out. */
        Builder domain(@Nullable String text) {
            return put("domain", WebDomain.of(text).orElse(null));
        }

        /** A name, or a web address; that is then the domain, too, unless another was given. */
        Builder company(@Nullable String text) {
            Optional<String> address = WebDomain.of(text);
            if (address.isPresent() && !values.containsKey("domain")) {
                values.put("domain", address.get());
            }
            return address.isPresent() ? this : put("company", text);
        }

        /** The last part of a profile's address, or the whole. */
        Builder linkedin(@Nullable String text) {
            String clean = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
            String slug = PROFILE.matcher(clean).replaceFirst("$1");
            return put("linkedin_id", slug);
        }

        Builder country(@Nullable String text) {
            return put("country", text == null ? null : text.toUpperCase(Locale.ROOT));
        }

        Clues build() {
            return new Clues(values);
        }
    }
}
