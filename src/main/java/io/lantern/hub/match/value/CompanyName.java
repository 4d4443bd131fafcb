package io.lantern.hub.match.value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A company's name in the form it is compared in: legal form, case, accents and punctuation taken away, frequent
 * words in one spelling ({@code Intl} is {@code international}).
 *
 * @param text as it was written
 * @param words the name, at least one word, in order
 * @param joined the words as written, without spaces, so that {@code face book} equals {@code facebook}
 * @param legalForm what was taken from the end or the start; empty when there was none
 * @param aside what stood in brackets, often a place; empty when nothing did
 */
public record CompanyName(String text, List<String> words, String joined, String legalForm, String aside) {
    private static final Pattern ASIDE = Pattern.compile("\\(([^)]*)\\)|\\[([^]]*)]");
    private static final Pattern DOT_COM =
            Pattern.compile("(?i)(?<=[\\p{L}\\p{N}])\\.(com|net|org|io|ai|co)\\b(?!\\.)");
    private static final Pattern ALSO_KNOWN =
            Pattern.compile("(?i)[\\s,]+(d/?b/?a|t/a|trading as|a/k/a|f/k/a)[\\s.:]+");
    private static final Pattern UNITED_STATES = Pattern.compile("\\bunited states(?: of america)?\\b");
    private static final Pattern UNITED_KINGDOM = Pattern.compile("\\bunited kingdom\\b");
    private static final Set<String> FILLERS = Set.of("and", "the");

    public CompanyName {
        words = List.copyOf(words);
    }

    /** @return empty when the text has neither letter nor digit */
    public static Optional<CompanyName> of(String text) {
        String bare = ASIDE.matcher(text).replaceAll(" ");
        String aside = aside(text);
        if (Folding.words(bare).isEmpty()) {
            bare = text;
            aside = "";
        }
        // The name a firm goes by stands behind "doing business as"; the one in front is its registered one.
        String[] names = ALSO_KNOWN.split(bare, 2);
        List<String> all =
                withoutFillers(DOT_COM.matcher(names[names.length - 1]).replaceAll(" "));
        if (all.isEmpty()) {
            all = Folding.words(bare);
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        LegalForms.Split split = LegalForms.split(all);
        List<String> words = split.name().stream().map(CompanyWords::canonical).toList();
        return Optional.of(
                new CompanyName(text.strip(), words, String.join("", split.name()), split.legalForm(), aside));
    }

    /** @return the words joined by spaces: two names with the same key are the same but for spelling habits */
    public String key() {
        return String.join(" ", words);
    }

    private static List<String> withoutFillers(String text) {
        String folded = UNITED_STATES.matcher(Folding.fold(text)).replaceAll("us");
        folded = UNITED_KINGDOM.matcher(folded).replaceAll("uk");
        return Stream.of(folded.split(" "))
                .filter(word -> !word.isEmpty() && !FILLERS.contains(word))
                .toList();
    }

    /** "Acme (France)" and "Acme (Germany)" are two firms; "Acme (Pty) Ltd" is only a way to write a legal form. */
    private static String aside(String text) {
        Matcher brackets = ASIDE.matcher(text);
        if (!brackets.find()) {
            return "";
        }
        String inside = brackets.group(1) == null ? brackets.group(2) : brackets.group(1);
        String folded = Folding.fold(inside);
        return LegalForms.isForm(folded) ? "" : folded;
    }
}
