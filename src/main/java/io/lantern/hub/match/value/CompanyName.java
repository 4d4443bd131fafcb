package io.lantern.hub.match.value;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A company's name in the form it is compared in: legal form, case, accents and punctuation taken away, frequent
 * words in one spelling ({@code Intl} is {@code international}).
 *
 * @param text as it was written
 * @param words the name, at least one word, in order
 * @param legalForm what was taken from the end or the start; empty when there was none
 */
public record CompanyName(String text, List<String> words, String legalForm) {
    private static final Pattern ASIDE = Pattern.compile("\\([^)]*\\)|\\[[^]]*]");
    private static final Pattern DOT_COM =
            Pattern.compile("(?i)(?<=[\\p{L}\\p{N}])\\.(com|net|org|io|ai|co)\\b(?!\\.)");
    private static final Pattern ALSO_KNOWN =
            Pattern.compile("(?i)[\\s,]+(d/?b/?a|t/a|trading as|a/?k/?a|f/?k/?a)[\\s.:]+");

    public CompanyName {
        words = List.copyOf(words);
    }

    /** @return empty when the text has neither letter nor digit */
    public static Optional<CompanyName> of(String text) {
        String bare = ASIDE.matcher(text).replaceAll(" ");
        if (Folding.words(bare).isEmpty()) {
            bare = text;
        }
        // The name a firm goes by stands behind "doing business as"; the one in front is its registered one.
        String[] names = ALSO_KNOWN.split(bare, 2);
        String name = names[names.length - 1];
        List<String> all = Folding.words(DOT_COM.matcher(name).replaceAll(" ")).stream()
                .filter(word -> !word.equals("and"))
                .toList();
        if (all.isEmpty()) {
            all = Folding.words(bare);
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        if (all.size() > 1 && all.get(0).equals("the")) {
            all = all.subList(1, all.size());
        }
        LegalForms.Split split = LegalForms.split(all);
        List<String> words = split.name().stream().map(CompanyWords::canonical).toList();
        return Optional.of(new CompanyName(text.strip(), words, split.legalForm()));
    }

    /** @return the words joined by spaces: two names with the same key are the same but for spelling habits */
    public String key() {
        return String.join(" ", words);
    }

    /** @return the words without spaces, so that {@code face book} equals {@code facebook} */
    public String joined() {
        return String.join("", words);
    }
}
