package io.lantern.hub.enrich;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A company's domain, from what people write. */
final class WebDomain {
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
    private static final Pattern HOST_END = Pattern.compile("[/?#:\\s]");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    private WebDomain() {}

    /**
     * @param text a domain, a web address or a mailbox; a company's name is none of these
     * @return the part that is registered ({@code acme.co.uk} of {@code https://shop.acme.co.uk/x}), by the public
     *     suffix list; ASCII, lower case
     */
    static Optional<String> of(@Nullable String text) {
        String rest = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        String host = HOST_END.split(SCHEME.matcher(rest).replaceFirst(""), 2)[0];
        host = host.substring(host.lastIndexOf('@') + 1);
        // "Acme Inc." has a dot, too.
        boolean isName = rest.contains(" ") || host.endsWith(".") || !host.contains(".");
        return isName || NUMBERS.matcher(host).matches() ? Optional.empty() : registered(host);
    }

    private static Optional<String> registered(String host) {
        try {
            InternetDomainName name = InternetDomainName.from(IDN.toASCII(host));
            if (name.isUnderRegistrySuffix()) {
                return Optional.of(name.topDomainUnderRegistrySuffix().toString());
            }
            // Of a suffix the list does not know, such as those of examples and intranets, the last two labels.
            int labels = name.parts().size();
            return labels < 2 || name.isRegistrySuffix()
                    ? Optional.empty()
                    : Optional.of(String.join(".", name.parts().subList(labels - 2, labels)));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
