package io.lantern.hub.match.value;

import java.util.Map;
import java.util.Set;

/** Frequent words of company names: one spelling for each, and which of them say little. */
final class CompanyWords {
    private static final Map<String, String> CANONICAL = DataFile.variants("company-words.txt");
    private static final Set<String> FREQUENT = Set.copyOf(CANONICAL.values());

    private CompanyWords() {}

    static String canonical(String word) {
        return CANONICAL.getOrDefault(word, word);
    }

    /** @param word in its canonical form */
    static boolean isFrequent(String word) {
        return FREQUENT.contains(word);
    }
}
