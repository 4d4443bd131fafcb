package io.lantern.hub.match.value;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes from a text what writers vary without meaning anything: case, accents, punctuation, spacing. */
public final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’‘`´]");
    private static final Pattern INITIALS =
            Pattern.compile("(?<![\\p{L}\\p{N}])((?:\\p{L}\\.){2,})(?:\\p{L}(?![\\p{L}\\p{N}]))?");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Folding() {}

    /** @return words of lower-case letters and digits, joined by single spaces; empty when there are none */
    public static String fold(String text) {
        return String.join(" ", words(text));
    }

    /** @return as {@link #fold}, word by word */
    public static List<String> words(String text) {
        String plain = APOSTROPHES.matcher(withoutAccents(text)).replaceAll("");
        String joined =
                INITIALS.matcher(plain).replaceAll(found -> found.group().replace(".", ""));
        return Stream.of(SEPARATORS.split(joined))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** @return lower case, letters of the Latin alphabet without their marks; everything else as it is */
    static String withoutAccents(String text) {
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String lower = bare.toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder(lower.length() + 4);
        for (int i = 0; i < lower.length(); i++) {
            letters.append(latin(lower.charAt(i)));
        }
        return letters.toString();
    }

    /** Letters that do not decompose. */
    private static String latin(char letter) {
        return switch (letter) {
            case 'ß' -> "ss";
            case 'æ' -> "ae";
            case 'œ' -> "oe";
            case 'ø' -> "o";
            case 'ł' -> "l";
            case 'đ', 'ð' -> "d";
            case 'þ' -> "th";
            case 'ı' -> "i";
            default -> String.valueOf(letter);
        };
    }

    /** @return the word with the two-letter spellings of umlauts made one letter, so that mueller equals muller */
    public static String withoutUmlautSpelling(String word) {
        return word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    }
}
