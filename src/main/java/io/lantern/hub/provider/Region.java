package io.lantern.hub.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;

/**
 * A country as ISO 3166-1 alpha-2, from how people write countries, states and domains.
 *
 * @param code two upper-case letters
 */
public record Region(String code) {
    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final Map<String, Region> BY_NAME = names();

    /** Country domains that the world uses as general ones, so that they tell nothing of a place. */
    private static final Set<String> GENERAL_DOMAINS = Set.of(
            "ac", "ag", "ai", "am", "as", "bz", "cc", "cd", "co", "cx", "dj", "fm", "gg", "gl", "gs", "im", "io", "je",
            "la", "li", "ly", "me", "ms", "mu", "nu", "pm", "pn", "pw", "sc", "sh", "so", "st", "sx", "tc", "tk", "tl",
            "to", "tv", "vc", "vg", "ws");

    /** @return the region of an ISO 3166-1 code (two or three letters) or a name in English or a local language */
    public static Optional<Region> ofCountry(String text) {
        return Optional.ofNullable(BY_NAME.get(key(text)));
    }

    /**
     * @param text full name of a state of the United States or a province of Canada; codes only when {@link
     *     #ofCountry} could not be meant, so they are not taken here
     */
    static Optional<Region> ofState(String text) {
        return Optional.ofNullable(Subdivisions.BY_NAME.get(key(text)));
    }

    /** @return the region of a domain's last label, unless the world uses it as a general one */
    public static Optional<Region> ofDomain(String domain) {
        String label = domain.substring(domain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (label.equals("uk")) {
            return Optional.of(new Region("GB"));
        }
        String code = label.toUpperCase(Locale.ROOT);
        return CODES.contains(code) && !GENERAL_DOMAINS.contains(label)
                ? Optional.of(new Region(code))
                : Optional.empty();
    }

    /** @return the name in English, as Salesforce's standard list of countries has it for most */
    public String englishName() {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
    }

    private static String key(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        return plain.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}]+", " ")
                .strip()
                .replaceFirst("^the ", "");
    }

    private static Map<String, Region> names() {
        Map<String, Region> names = new HashMap<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            if (CODES.contains(locale.getCountry())) {
                names.putIfAbsent(key(locale.getDisplayCountry(locale)), new Region(locale.getCountry()));
            }
        }
        for (String code : CODES) {
            Region region = new Region(code);
            names.put(key(region.englishName()), region);
            names.put(key(code), region);
            try {
                names.put(key(new Locale.Builder().setRegion(code).build().getISO3Country()), region);
            } catch (MissingResourceException none) {
                continue;
            }
        }
        rows("/provider/country-names.csv").forEach((name, code) -> names.put(name, new Region(code)));
        names.remove("");
        return Map.copyOf(names);
    }

    private static Map<String, String> rows(String resource) {
        Map<String, String> rows = new HashMap<>();
        try (InputStream file = Region.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        java.util.Objects.requireNonNull(file, resource), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comma = line.indexOf(',');
                if (comma > 0 && !line.startsWith("#")) {
                    rows.put(
                            key(line.substring(0, comma)),
                            line.substring(comma + 1).strip());
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Subdivisions {
        private static final Map<String, Region> BY_NAME = new HashMap<>();

        static {
            rows("/provider/states.csv").forEach((name, code) -> BY_NAME.put(name, new Region(code)));
        }
    }
}
