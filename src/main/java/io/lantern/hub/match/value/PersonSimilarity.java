package io.lantern.hub.match.value;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How alike two names of persons are, given and family name apart. */
public final class PersonSimilarity {
    private static final double NICKNAME = 0.95;
    private static final double INITIAL = 0.8;
    private static final double RUN_TOGETHER = 0.95;
    private static final double OTHER_SECOND_NAME = 0.65;
    private static final double OTHER_KNOWN_NAME = 0.5;
    private static final double MISSING = -1;
    private static final Map<String, Set<Integer>> FAMILIES = new HashMap<>();

    static {
        List<String> lines = DataFile.lines("nicknames.txt");
        for (int i = 0; i < lines.size(); i++) {
            for (String name : lines.get(i).split(" ")) {
                FAMILIES.computeIfAbsent(name, key -> new HashSet<>()).add(i);
            }
        }
    }

    private PersonSimilarity() {}

    /**
     * @param given 0 to 1, below 0 when one name lacks it: 1 equal, 0.95 nickname, 0.9 alike, 0.8 initial
     * @param family 0 to 1, below 0 when one name lacks it
     * @param generationsDiffer one is the other's father, by what the names say
     */
    public record Agreement(double given, double family, boolean generationsDiffer) {
        /** @return both halves, the family name counting a little more; 0 when a half is missing */
        public double overall() {
            if (given < 0 || family < 0) {
                return 0;
            }
            return generationsDiffer ? Math.min(0.5, Math.min(given, family)) : 0.45 * given + 0.55 * family;
        }
    }

    /** @return the better of the names as they are and with one's halves swapped */
    public static Agreement compare(PersonName a, PersonName b) {
        boolean generations = a.generation() != null
                && b.generation() != null
                && !a.generation().equals(b.generation());
        double given = given(a.given(), b.given());
        double family = family(a.family(), b.family());
        if (a.isFull() != b.isFull() && a.joined().equals(b.joined())) {
            return new Agreement(RUN_TOGETHER, RUN_TOGETHER, generations);
        }
        if (a.given().isEmpty() && b.given().isEmpty()) {
            return new Agreement(MISSING, family, generations);
        }
        if (a.isFull() && b.isFull() && Math.min(given, family) < 0.8) {
            double swappedGiven = given(a.given(), b.family());
            double swappedFamily = family(a.family(), b.given());
            if (Math.min(swappedGiven, swappedFamily) >= 0.9) {
                return new Agreement(Math.min(0.97, swappedGiven), Math.min(0.97, swappedFamily), generations);
            }
        }
        return new Agreement(given, family, generations);
    }

    /** @return 0 to 1, below 0 when one is empty; see {@link Agreement#given} */
    public static double given(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return MISSING;
        }
        if (a.equals(b)) {
            return 1;
        }
        double first = givenWord(a.get(0), b.get(0));
        if (first >= 0.8 && a.size() > 1 && b.size() > 1) {
            // "Ann B" and "Ann C": a second given name that differs makes the first say less.
            return givenWord(a.get(1), b.get(1)) >= 0.8 ? first : first * OTHER_SECOND_NAME;
        }
        if (first < 0.8 && String.join("", a).equals(String.join("", b))) {
            return 0.99;
        }
        return Math.max(first, first < 0.8 ? laterGiven(a, b) : 0);
    }

    /** People who go by a later given name. */
    private static double laterGiven(List<String> a, List<String> b) {
        double best = 0;
        for (int i = 1; i < a.size(); i++) {
            best = Math.max(best, a.get(i).length() > 1 ? givenWord(a.get(i), b.get(0)) : 0);
        }
        for (int i = 1; i < b.size(); i++) {
            best = Math.max(best, b.get(i).length() > 1 ? givenWord(a.get(0), b.get(i)) : 0);
        }
        return best * 0.9;
    }

    private static double givenWord(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        if (a.length() == 1 || b.length() == 1) {
            return a.charAt(0) == b.charAt(0) ? INITIAL : 0;
        }
        Set<Integer> left = FAMILIES.getOrDefault(a, Set.of());
        Set<Integer> right = FAMILIES.getOrDefault(b, Set.of());
        if (left.stream().anyMatch(right::contains)) {
            return NICKNAME;
        }
        if (!left.isEmpty() && !right.isEmpty()) {
            // "Donald" and "Ronald" are both names, so neither is the other mistyped.
            return OTHER_KNOWN_NAME;
        }
        double alike = WordSimilarity.alike(a, b);
        return alike > 0 ? Math.min(alike, 0.93) : WordSimilarity.jaroWinkler(a, b) * 0.6;
    }

    /** @return 0 to 1, below 0 when one is empty; see {@link Agreement#family} */
    public static double family(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return MISSING;
        }
        String left = String.join("", a);
        String right = String.join("", b);
        if (left.equals(right)) {
            return 1;
        }
        double alike = WordSimilarity.alike(left, right);
        if (alike > 0) {
            return alike;
        }
        // "Garcia Lopez" and "Garcia", "Smith-Jones" and "Jones".
        boolean part = a.size() != b.size() && (b.containsAll(a) || a.containsAll(b));
        return part ? 0.9 : WordSimilarity.jaroWinkler(left, right) * 0.6;
    }
}
