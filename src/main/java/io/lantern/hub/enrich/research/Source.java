package io.lantern.hub.enrich.research;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that was read.
 *
 * @param url where it was read in the end
 * @param title in its own words; null when it has none
 * @param text what a visitor sees of it, a paragraph a line
 */
record Source(String url, @Nullable String title, String text) {
    /** A word alone proves nothing. */
    private static final int SHORTEST_QUOTE = 8;

    /** Signs nobody sees; a model is not shown them either. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

    private static final Pattern WHITE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** @return title and text, as the model reads them */
    String whole() {
        return title == null ? text : title + "\n" + text;
    }

    /** @return whether these very words stand in the page, but for white space */
    boolean holds(String quote) {
        String plain = plain(quote);
        return plain.length() >= SHORTEST_QUOTE && plain(whole()).contains(plain);
    }

    /** @return the text with single spaces and without signs that cannot be seen */
    static String plain(String text) {
        return WHITE.matcher(UNSEEN.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }
}
