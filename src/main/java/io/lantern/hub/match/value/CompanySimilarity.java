package io.lantern.hub.match.value;

import java.util.List;

/**
 * How alike two company names are: words are paired when they are one word written differently, and the pairs weigh
 * by how rare the word is. Whole-text Jaro-Winkler is useless here (F1 below 0.1 on real, hand-grouped names),
 * because the frequent words are the long ones.
 */
public final class CompanySimilarity {
    /** A frequent word counts for this share of a distinctive one. */
    private static final double FREQUENT = 0.33;

    private static final double NUMBERS_DIFFER = 0.5;
    private static final double SAME_LETTERS = 0.99;
    private static final double ACRONYM = 0.86;

    private CompanySimilarity() {}

    /** @return 0 to 1; 1 only when the names are equal but for legal form and spelling habits; the same both ways */
    public static double compare(CompanyName a, CompanyName b, WordWeights weights) {
        if (a.key().equals(b.key())) {
            return 1;
        }
        if (a.joined().equals(b.joined())) {
            return SAME_LETTERS;
        }
        double similarity = Math.max(paired(a, b, weights), joinedWithSlip(a, b));
        similarity = Math.max(similarity, Math.max(acronym(a, b), acronym(b, a)));
        // "Studio 54" and "Studio 55" are neighbours, not namesakes.
        return numbersDiffer(a, b) ? Math.min(similarity, NUMBERS_DIFFER) : Math.min(similarity, SAME_LETTERS);
    }

    private static double paired(CompanyName a, CompanyName b, WordWeights weights) {
        // Pairing is greedy, so the shorter name goes first, else the order of the arguments would count.
        boolean inOrder = a.words().size() < b.words().size()
                || (a.words().size() == b.words().size() && a.key().compareTo(b.key()) <= 0);
        List<String> fewer = inOrder ? a.words() : b.words();
        List<String> more = inOrder ? b.words() : a.words();
        boolean[] taken = new boolean[more.size()];
        double shared = 0;
        double total = 0;
        for (String word : fewer) {
            double weight = weight(word, weights);
            total += weight;
            int best = -1;
            double bestAlike = 0;
            for (int i = 0; i < more.size(); i++) {
                double alike = taken[i] ? 0 : WordSimilarity.alike(word, more.get(i));
                if (alike > bestAlike) {
                    best = i;
                    bestAlike = alike;
                }
            }
            if (best >= 0) {
                taken[best] = true;
                shared += bestAlike * (weight + weight(more.get(best), weights));
            }
        }
        for (String word : more) {
            total += weight(word, weights);
        }
        return total == 0 ? 0 : shared / total;
    }

    /** @return what the word counts, frequent words of company names counting for less */
    public static double weight(String word, WordWeights weights) {
        double weight = weights.of(word);
        return CompanyWords.isFrequent(word) ? weight * FREQUENT : weight;
    }

    /** Long names whose words were run together and mistyped. */
    private static double joinedWithSlip(CompanyName a, CompanyName b) {
        String left = a.joined();
        String right = b.joined();
        if (Math.min(left.length(), right.length()) < 7 || WordSimilarity.hasDigit(left + right)) {
            return 0;
        }
        if (WordSimilarity.oneSlip(left, right)) {
            return 0.95;
        }
        return Math.min(left.length(), right.length()) >= 10 && WordSimilarity.twoSlips(left, right) ? 0.91 : 0;
    }

    private static double acronym(CompanyName shortName, CompanyName longName) {
        if (shortName.words().size() != 1 || longName.words().size() < 3) {
            return 0;
        }
        StringBuilder initials = new StringBuilder();
        longName.words().forEach(word -> initials.append(word.charAt(0)));
        String acronym = shortName.words().get(0);
        boolean withForm = !longName.legalForm().isEmpty()
                && acronym.equals(initials.toString() + longName.legalForm().charAt(0));
        return acronym.contentEquals(initials) || withForm ? ACRONYM : 0;
    }

    private static boolean numbersDiffer(CompanyName a, CompanyName b) {
        List<String> left = numbers(a);
        List<String> right = numbers(b);
        return !left.isEmpty() && !right.isEmpty() && !left.equals(right);
    }

    private static List<String> numbers(CompanyName name) {
        return name.words().stream().filter(WordSimilarity::hasDigit).sorted().toList();
    }
}
