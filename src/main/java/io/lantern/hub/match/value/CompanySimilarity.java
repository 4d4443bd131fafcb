package io.lantern.hub.match.value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How alike two company names are: words are paired when they are one word written differently, and the pairs weigh
 * by how rare the word is. Whole-text Jaro-Winkler is useless here (F1 below 0.1 on real, hand-grouped names),
 * because the frequent words are the long ones.
 */
public final class CompanySimilarity {
    /** A frequent word counts for this share of a distinctive one. */
    private static final double FREQUENT = 0.33;

    private static final double NUMBERS_DIFFER = 0.5;
    private static final double COUNTRIES_DIFFER = 0.6;
    private static final double ASIDES_DIFFER = 0.75;
    private static final double SAME_LETTERS = 0.99;
    private static final double ACRONYM = 0.86;

    private static final Set<String> ROMAN = Set.of("ii", "iii", "iv", "vi", "vii", "viii", "ix");

    private CompanySimilarity() {}

    /** @return 0 to 1; 1 only when the names are equal but for legal form and spelling habits; the same both ways */
    public static double compare(CompanyName a, CompanyName b, WordWeights weights) {
        if (a.key().equals(b.key())) {
            double ceiling = ceiling(a, b);
            return ceiling == SAME_LETTERS ? 1 : ceiling;
        }
        if (a.joined().equals(b.joined())) {
            return ceiling(a, b);
        }
        double similarity = Math.max(paired(a, b, weights), joinedWithSlip(a, b));
        similarity = Math.max(similarity, Math.max(acronym(a, b), acronym(b, a)));
        return Math.min(similarity, ceiling(a, b));
    }

    /** What sets two names apart however much else they share. */
    private static double ceiling(CompanyName a, CompanyName b) {
        // "Studio 54" and "Studio 55" are neighbours, not namesakes.
        if (differ(numbers(a), numbers(b))) {
            return NUMBERS_DIFFER;
        }
        // Subsidiaries of one firm: "Acme France" and "Acme (Germany)".
        if (differ(countries(a), countries(b))) {
            return COUNTRIES_DIFFER;
        }
        boolean asides =
                !a.aside().isEmpty() && !b.aside().isEmpty() && !a.aside().equals(b.aside());
        return asides ? ASIDES_DIFFER : SAME_LETTERS;
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

    /** Names whose words were run together or torn apart, and mistyped besides. */
    private static double joinedWithSlip(CompanyName a, CompanyName b) {
        String left = a.joined();
        String right = b.joined();
        boolean sameSpacing = a.words().size() == b.words().size();
        return !sameSpacing
                        && Math.min(left.length(), right.length()) >= 7
                        && !WordSimilarity.hasDigit(left + right)
                        && WordSimilarity.oneSlip(left, right)
                ? 0.95
                : 0;
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

    private static boolean differ(List<String> a, List<String> b) {
        return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
    }

    private static List<String> numbers(CompanyName name) {
        return name.words().stream()
                .filter(word -> WordSimilarity.hasDigit(word) || ROMAN.contains(word))
                .sorted()
                .toList();
    }

    private static List<String> countries(CompanyName name) {
        return Stream.concat(name.words().stream(), Stream.of(name.aside()))
                .map(Place::countryNamed)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
