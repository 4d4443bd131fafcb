package io.lantern.hub.match.value;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Registrable domains of web addresses and mailboxes, by the public suffix list. */
public final class Domains {
    private static final Set<String> FREE_MAIL = DataFile.words("free-mail.txt");
    private static final Set<String> SHARED_HOSTS = DataFile.words("shared-hosts.txt");
    private static final Pattern SCHEME = Pattern.compile("^(?:[a-z][a-z0-9+.-]*:)?//|^mailto:");
    private static final Pattern HOST_END = Pattern.compile("[/?#:\\\\\\s]");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");

    private Domains() {}

    /**
     * @param text host name, web address or mailbox
     * @return the domain one registers ({@code acme.co.uk} of {@code https://shop.acme.co.uk/x}), lower case, in
     *     ASCII; empty when there is none. Of a suffix the list does not know, the last two labels.
     */
    public static Optional<String> registrable(String text) {
        String rest = SCHEME.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        String host = HOST_END.split(rest, 2)[0];
        host = host.substring(host.lastIndexOf('@') + 1);
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (!host.contains(".") || ADDRESS.matcher(host).matches()) {
            return Optional.empty();
        }
        return ascii(host).flatMap(Domains::topPrivate);
    }

    /** @return whether the domain belongs to one company as far as anyone knows: no mail provider, no shared site */
    public static boolean isCompanys(String registrable) {
        return !isFreeMail(registrable) && !SHARED_HOSTS.contains(registrable);
    }

    /** @return whether anyone can have a mailbox there */
    public static boolean isFreeMail(String registrable) {
        return FREE_MAIL.contains(registrable);
    }

    /** @return the label in front of the suffix: {@code acme} of {@code acme.co.uk} */
    public static String label(String registrable) {
        int dot = registrable.indexOf('.');
        return dot < 0 ? registrable : registrable.substring(0, dot);
    }

    /** @return 1 when equal; 0.9 when only the suffix differs; else by the labels, at most 0.85 */
    public static double compare(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        String left = label(a);
        String right = label(b);
        return left.equals(right) ? 0.9 : WordSimilarity.jaroWinkler(left, right) * 0.85;
    }

    private static Optional<String> ascii(String host) {
        try {
            return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notAHost) {
            return Optional.empty();
        }
    }

    private static Optional<String> topPrivate(String host) {
        if (!InternetDomainName.isValid(host)) {
            return Optional.empty();
        }
        InternetDomainName name = InternetDomainName.from(host);
        if (name.isUnderPublicSuffix()) {
            return Optional.of(name.topPrivateDomain().toString());
        }
        if (name.isPublicSuffix()) {
            return Optional.empty();
        }
        var parts = name.parts();
        int size = parts.size();
        return size < 2 ? Optional.empty() : Optional.of(parts.get(size - 2) + "." + parts.get(size - 1));
    }
}
