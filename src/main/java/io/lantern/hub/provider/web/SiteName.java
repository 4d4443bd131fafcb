package io.lantern.hub.provider.web;

import com.google.common.net.InternetDomainName;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** What a host's name says of the company behind it. */
final class SiteName {
    private SiteName() {}

    /** @return the part that is registered, by the public suffix list; of a suffix that is not on it two labels */
    static String registrable(String host) {
        if (!InternetDomainName.isValid(host)) {
            return host;
        }
        InternetDomainName name = InternetDomainName.from(host);
        if (name.isUnderPublicSuffix()) {
            return name.topPrivateDomain().toString();
        }
        List<String> labels = name.parts();
        return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
    }

    /**
     * @param host for example {@code www.acme-fasteners.example}
     * @return how much of the name's letters the host's label has in the same order, 0 to 1
     */
    static double likeness(String name, String host) {
        String label = letters(registrable(host).split("\\.", 2)[0]);
        String text = letters(name);
        if (label.isEmpty() || text.isEmpty()) {
            return 0;
        }
        if (text.startsWith(label) || label.startsWith(text)) {
            return 1;
        }
        long found = name.codePoints().count() == 0
                ? 0
                : java.util.Arrays.stream(name.split("[^\\p{L}\\p{N}]+"))
                        .map(SiteName::letters)
                        .filter(word -> word.length() > 2 && label.contains(word))
                        .mapToLong(String::length)
                        .sum();
        return Math.min(1, (double) found / label.length());
    }

    private static String letters(String text) {
        return Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replace("a\u0308", "ae")
                .replace("o\u0308", "oe")
                .replace("u\u0308", "ue")
                .replace("ø", "o")
                .replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
