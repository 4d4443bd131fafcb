package io.lantern.hub.enrich;

import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer is about the person who was asked for. Vendors guess: a colleague, or somebody of a similar name,
 * whose number must not end in the record.
 */
final class AskedPerson {
    /** How much is left of the confidence in an answer that calls the person by another first name. */
    static final double DOUBTFUL = 0.5;

    private final Set<String> first;
    private final Set<String> last;

    /** An address or a profile belongs to one person, whatever the first name. */
    private final boolean isKnownByKey;

    AskedPerson(Clues clues) {
        this.first = words(clues.get("first_name"));
        this.last = words(clues.get("last_name"));
        this.isKnownByKey = clues.has("email") || clues.has("linkedin_id");
    }

    /** @return how much of its confidence an answer keeps: 1, {@link #DOUBTFUL}, or 0 when it is about somebody else */
    double share(ProviderAnswer answer) {
        Set<String> whole = words(text(answer, "full_name"));
        Set<String> lastSaid = words(text(answer, "last_name"));
        if (differ(last, lastSaid.isEmpty() ? whole : lastSaid)) {
            return 0;
        }
        Set<String> firstSaid = words(text(answer, "first_name"));
        boolean sameLetter = !differ(initials(first), initials(firstSaid.isEmpty() ? whole : firstSaid));
        return sameLetter || isKnownByKey ? 1 : DOUBTFUL;
    }

    /** What is not said differs from nothing. */
    private static boolean differ(Set<String> asked, Set<String> said) {
        return !asked.isEmpty() && !said.isEmpty() && Collections.disjoint(asked, said);
    }

    private static @Nullable String text(ProviderAnswer answer, String field) {
        return answer.field(field).map(Found::text).orElse(null);
    }

    private static Set<String> initials(Set<String> words) {
        return words.stream().map(word -> word.substring(0, 1)).collect(Collectors.toSet());
    }

    /** Müller-Lüdenscheidt is mueller or muller, and ludenscheidt; case and marks differ between vendors. */
    private static Set<String> words(@Nullable String name) {
        String plain = name == null ? "" : name.toLowerCase(Locale.ROOT);
        String umlauts =
                plain.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
        String bare = Normalizer.normalize(
                        plain.replace("ß", "ss").replace("ø", "o").replace("ł", "l"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "");
        return Arrays.stream((umlauts + " " + bare).split("[^\\p{L}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
