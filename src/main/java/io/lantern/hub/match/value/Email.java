package io.lantern.hub.match.value;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A mailbox in the form it is compared in.
 *
 * @param address lower case, without a {@code +tag}; of Gmail also without dots
 * @param local in front of the {@code @}
 * @param domain registrable, see {@link Domains#registrable}
 */
public record Email(String address, String local, String domain) {
    private static final Set<String> ROLES = DataFile.words("role-mailboxes.txt");

    /** @return empty when the text is no mailbox with a domain */
    public static Optional<Email> of(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("mailto:")) {
            plain = plain.substring(7);
        }
        if (plain.endsWith(">") && plain.contains("<")) {
            plain = plain.substring(plain.lastIndexOf('<') + 1, plain.length() - 1);
        }
        int at = plain.lastIndexOf('@');
        if (at <= 0 || plain.indexOf(' ') >= 0) {
            return Optional.empty();
        }
        String host = plain.substring(at + 1);
        String local = localPart(plain.substring(0, at), host);
        if (local.isEmpty()) {
            return Optional.empty();
        }
        String sameHost = host.equals("googlemail.com") ? "gmail.com" : host;
        return Domains.registrable(sameHost).map(domain -> new Email(local + "@" + sameHost, local, domain));
    }

    /** @return whether several people read it ({@code info@}), so that it names no person */
    public boolean isShared() {
        return ROLES.contains(local);
    }

    private static String localPart(String local, String host) {
        int plus = local.indexOf('+');
        String bare = plus > 0 ? local.substring(0, plus) : local;
        return host.equals("gmail.com") || host.equals("googlemail.com") ? bare.replace(".", "") : bare;
    }
}
