package io.lantern.sandbox.salesforce.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The word lists.
 *
 * @param nicknames short form by full first name
 * @param trades name and industry
 * @param titles title and department
 */
record Words(
        List<String> firstNames,
        Map<String, String> nicknames,
        List<String> lastNames,
        List<String> stems,
        List<String[]> trades,
        List<Place> places,
        List<String> streets,
        List<String[]> titles) {
    private static final String ROOT = "/sandbox/seed/";

    static Words load() {
        Map<String, String> nicknames = new LinkedHashMap<>();
        for (String line : lines("nicknames")) {
            String[] pair = line.split("=", 2);
            nicknames.put(pair[0], pair[1]);
        }
        return new Words(
                lines("first-names"),
                nicknames,
                lines("last-names"),
                lines("company-stems"),
                cells("trades"),
                cells("places").stream().map(Place::of).toList(),
                lines("streets"),
                cells("titles"));
    }

    /** Letters as an address can have them: {@code Günther} is {@code guenther}. */
    static String ascii(String text) {
        String lower = text.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return java.text.Normalizer.normalize(lower, java.text.Normalizer.Form.NFD)
                .replaceAll("[^a-z0-9]", "");
    }

    private static List<String[]> cells(String list) {
        return lines(list).stream().map(l -> l.split("\\|")).toList();
    }

    private static List<String> lines(String list) {
        try (InputStream in = Words.class.getResourceAsStream(ROOT + list + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("Missing from the program: " + ROOT + list + ".txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
