package io.lantern.hub.match.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's name in the form it is compared in, titles taken away.
 *
 * @param given given names, the first one first; empty when not known
 * @param family words of the family name; empty when not known
 * @param generation {@code jr, sr, ii, iii, iv}; null when not said
 */
public record PersonName(
        List<String> given, List<String> family, @Nullable String generation) {
    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "sir",
            "dame",
            "madam",
            "herr",
            "frau",
            "hr",
            "fr",
            "mme",
            "mlle",
            "sr",
            "sra",
            "ing",
            "dipl",
            "rev",
            "hon");
    private static final Set<String> DEGREES =
            Set.of("phd", "md", "mba", "esq", "dds", "cpa", "jd", "msc", "bsc", "ma", "rn", "pe", "cfa");
    private static final Set<String> GENERATIONS = Set.of("jr", "sr", "ii", "iii", "iv", "junior", "senior");

    public PersonName {
        given = List.copyOf(given);
        family = List.copyOf(family);
    }

    /**
     * @param first given names, null when not known
     * @param last family name, null when not known
     * @return empty when neither says anything
     */
    public static Optional<PersonName> of(@Nullable String first, @Nullable String last) {
        List<String> given = new ArrayList<>(first == null ? List.of() : Folding.words(first));
        List<String> family = new ArrayList<>(last == null ? List.of() : Folding.words(last));
        String generation = takeSuffixes(family.size() > 1 ? family : given);
        while (given.size() > 1 && TITLES.contains(given.get(0))) {
            given.remove(0);
        }
        if (given.isEmpty() && family.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PersonName(given, family, generation));
    }

    /**
     * @param full {@code Ann B. Lee}, {@code Dr. Ann Lee, PhD} or {@code Lee, Ann}
     * @return the last word, with a prefix such as {@code van der}, is the family name
     */
    public static Optional<PersonName> ofFull(String full) {
        int comma = full.indexOf(',');
        if (comma > 0) {
            List<String> behind = Folding.words(full.substring(comma + 1));
            if (!behind.isEmpty() && !DEGREES.contains(behind.get(0)) && !GENERATIONS.contains(behind.get(0))) {
                return of(full.substring(comma + 1), full.substring(0, comma));
            }
        }
        List<String> words = new ArrayList<>(Folding.words(full));
        String generation = takeSuffixes(words);
        while (words.size() > 1 && TITLES.contains(words.get(0))) {
            words.remove(0);
        }
        if (words.size() < 2) {
            return words.isEmpty() ? Optional.empty() : Optional.of(new PersonName(List.of(), words, generation));
        }
        int family = words.size() - 1;
        while (family > 1 && PREFIXES.contains(words.get(family - 1))) {
            family--;
        }
        return Optional.of(new PersonName(words.subList(0, family), words.subList(family, words.size()), generation));
    }

    private static final Set<String> PREFIXES = Set.of(
            "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "bin", "al", "el", "ter",
            "ten", "zu");

    /** @return family name, or given names when there is none */
    public String familyKey() {
        return String.join("", family.isEmpty() ? given : family);
    }

    /** @return given and family name as one text */
    public String key() {
        return (String.join(" ", given) + " " + String.join(" ", family)).strip();
    }

    /** @return as {@link #key}, without spaces */
    public String joined() {
        return String.join("", given) + String.join("", family);
    }

    /** @return whether both halves are known */
    public boolean isFull() {
        return !given.isEmpty() && !family.isEmpty();
    }

    private static @Nullable String takeSuffixes(List<String> words) {
        String generation = null;
        while (words.size() > 1) {
            String end = words.get(words.size() - 1);
            if (GENERATIONS.contains(end)) {
                generation = end.startsWith("jun") ? "jr" : end.startsWith("sen") ? "sr" : end;
            } else if (!DEGREES.contains(end)) {
                break;
            }
            words.remove(words.size() - 1);
        }
        return generation;
    }
}
