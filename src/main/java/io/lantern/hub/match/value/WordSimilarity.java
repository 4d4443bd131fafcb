package io.lantern.hub.match.value;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** How alike two single words are. */
final class WordSimilarity {
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();
    private static final LevenshteinDistance AT_MOST_ONE = new LevenshteinDistance(1);
    private static final LevenshteinDistance AT_MOST_TWO = new LevenshteinDistance(2);

    private WordSimilarity() {}

    /** @return 0 to 1, Jaro-Winkler */
    static double jaroWinkler(String a, String b) {
        return a.equals(b) ? 1 : JARO_WINKLER.apply(a, b);
    }

    /** @return whether one typing slip (letter added, lost or changed, two swapped) turns one into the other */
    static boolean oneSlip(String a, String b) {
        if (AT_MOST_ONE.apply(a, b) >= 0) {
            return true;
        }
        return a.length() == b.length() && AT_MOST_TWO.apply(a, b) == 2 && swapped(a, b);
    }

    /**
     * Whether two words are one word written differently. Numbers and short words have to be equal: {@code 7} is not
     * nearly {@code 9}, and {@code abc} is not nearly {@code abb}.
     *
     * @return 1 when equal, at least 0.9 when alike, else 0
     */
    static double alike(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        if (hasDigit(a) || hasDigit(b) || Math.min(a.length(), b.length()) < 4) {
            return 0;
        }
        if (Folding.withoutUmlautSpelling(a).equals(Folding.withoutUmlautSpelling(b))) {
            return 0.99;
        }
        double similarity = JARO_WINKLER.apply(a, b);
        boolean slip = oneSlip(a, b);
        if (Math.min(a.length(), b.length()) < 6) {
            return slip ? Math.max(similarity, 0.9) : 0;
        }
        boolean longWithTwoSlips =
                Math.min(a.length(), b.length()) >= 9 && a.charAt(0) == b.charAt(0) && AT_MOST_TWO.apply(a, b) >= 0;
        return slip || longWithTwoSlips || similarity >= 0.93 ? Math.max(similarity, 0.9) : 0;
    }

    static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private static boolean swapped(String a, String b) {
        for (int i = 0; i + 1 < a.length(); i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return a.charAt(i) == b.charAt(i + 1)
                        && a.charAt(i + 1) == b.charAt(i)
                        && a.substring(i + 2).equals(b.substring(i + 2));
            }
        }
        return false;
    }
}
