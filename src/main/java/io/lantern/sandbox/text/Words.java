package io.lantern.sandbox.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words as they are compared: lower case, without those that say nothing, singular. */
public final class Words {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}])(?=\\p{Lu})");
    private static final Set<String> EMPTY = Set.of(
            "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "company", "do", "does",
            "for", "from", "give", "has", "have", "how", "in", "is", "it", "its", "me", "of", "on", "or", "please", "s",
            "tell", "that", "the", "their", "them", "there", "these", "they", "this", "to", "use", "was", "we", "were",
            "what", "when", "where", "which", "who", "whose", "will", "with", "you", "your");

    private Words() {}

    /** @return the telling words of a text, in their order; {@code numberOfEmployees} and snake case are cut too */
    public static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : BETWEEN.split(text)) {
            String plain = word.toLowerCase(Locale.ROOT);
            if (!plain.isEmpty() && !EMPTY.contains(plain)) {
                words.add(plain.length() > 3 && plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain);
            }
        }
        return words;
    }

    /** @return how many of the words are in the text */
    public static int shared(Set<String> words, String text) {
        Set<String> there = of(text);
        return (int) words.stream().filter(there::contains).count();
    }

    /** @return the text that shares most words; the first of equals; empty when none shares any */
    public static List<String> ranked(Set<String> words, List<String> texts) {
        return texts.stream()
                .filter(text -> shared(words, text) > 0)
                .sorted((one, other) -> shared(words, other) - shared(words, one))
                .toList();
    }
}
