package io.lantern.hub.enrich;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose mailbox has which name.
 *
 * @param first given name in the letters of addresses
 * @param last family name in the letters of addresses
 * @param local what stands in front of the {@code @}, lower case, without a {@code +tag}
 */
record Mailbox(String first, String last, String local) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    /** @return empty when a name is missing or has no letters that addresses have */
    static Optional<Mailbox> of(@Nullable String first, @Nullable String last, String address) {
        int at = address.lastIndexOf('@');
        String local = address.substring(0, Math.max(at, 0)).strip().toLowerCase(Locale.ROOT);
        int tag = local.indexOf('+');
        String given = letters(first);
        String family = letters(last);
        return given.isEmpty() || family.isEmpty() || local.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mailbox(given, family, tag > 0 ? local.substring(0, tag) : local));
    }

    /** @return the name as addresses write it: {@code mueller} of Müller, {@code obrien} of O'Brien */
    static String letters(@Nullable String name) {
        String lower = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
        String german =
                lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
        String plain =
                german.replace("ø", "o").replace("ł", "l").replace("æ", "ae").replace("å", "a");
        String bare =
                MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
        return OTHERS.matcher(bare).replaceAll("");
    }
}
