package io.lantern.hub.match.value;

import java.util.List;

/** How alike two street lines, or two plain texts, are. */
public final class PlaceSimilarity {
    private PlaceSimilarity() {}

    /** @return 0 to 1; house numbers have to agree, else at most 0.4 */
    public static double streets(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        if (a.equals(b)) {
            return 1;
        }
        double words = words(a, b);
        List<String> left = numbers(a);
        List<String> right = numbers(b);
        boolean numbersDiffer =
                !left.isEmpty() && !right.isEmpty() && left.stream().noneMatch(right::contains);
        return numbersDiffer ? Math.min(0.4, words) : words;
    }

    /** @return 0 to 1; the better of shared words and Jaro-Winkler of the whole */
    public static double texts(String a, String b) {
        String left = Folding.fold(a);
        String right = Folding.fold(b);
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        if (left.equals(right)) {
            return 1;
        }
        double words = words(List.of(left.split(" ")), List.of(right.split(" ")));
        return Math.max(words, WordSimilarity.oneSlip(left, right) ? WordSimilarity.jaroWinkler(left, right) : 0);
    }

    /** Twice the shared words by all words (Dice), where alike words count as shared. */
    private static double words(List<String> a, List<String> b) {
        boolean[] taken = new boolean[b.size()];
        double shared = 0;
        for (String word : a) {
            int best = -1;
            double bestAlike = 0;
            for (int i = 0; i < b.size(); i++) {
                double alike = taken[i] ? 0 : WordSimilarity.alike(word, b.get(i));
                if (alike > bestAlike) {
                    best = i;
                    bestAlike = alike;
                }
            }
            if (best >= 0) {
                taken[best] = true;
                shared += bestAlike;
            }
        }
        return 2 * shared / (a.size() + b.size());
    }

    private static List<String> numbers(List<String> words) {
        return words.stream().filter(WordSimilarity::hasDigit).toList();
    }
}
