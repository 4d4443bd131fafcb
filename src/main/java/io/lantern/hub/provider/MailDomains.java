package io.lantern.hub.provider;

import com.google.common.net.InternetDomainName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What is known of mail domains and mailbox names without asking anyone. The lists are files with their sources. */
@Component
class MailDomains {
    private final Set<String> disposable;
    private final Set<String> free;
    private final Set<String> roles;

    MailDomains(ProviderSettings settings) {
        Path file = settings.email().disposableDomains();
        this.disposable = file == null ? resource("disposable-domains.txt") : file(file);
        this.free = resource("free-mail-domains.txt");
        this.roles = resource("role-mailboxes.txt");
    }

    /** Whose domain it is. */
    enum Kind {
        CORPORATE,
        FREE,
        DISPOSABLE
    }

    /** @param domain ASCII, lower case; a subdomain counts as the domain above it */
    Kind kind(String domain) {
        if (above(domain).anyMatch(disposable::contains)) {
            return Kind.DISPOSABLE;
        }
        return above(domain).anyMatch(free::contains) ? Kind.FREE : Kind.CORPORATE;
    }

    /** @return whether the mailbox belongs to a function and not to a person, for example {@code sales} */
    boolean isRole(String localPart) {
        String name = localPart.toLowerCase(Locale.ROOT).replaceFirst("\\+.*", "");
        return roles.contains(name);
    }

    /** @return the part that is registered, for example {@code acme.co.uk} of {@code mail.acme.co.uk} */
    static String registered(String domain) {
        InternetDomainName name = InternetDomainName.from(domain);
        if (name.isUnderPublicSuffix()) {
            return name.topPrivateDomain().toString();
        }
        List<String> labels = Arrays.asList(domain.split("\\."));
        return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
    }

    private static Stream<String> above(String domain) {
        return Stream.iterate(
                domain,
                name -> !name.isEmpty(),
                name -> name.contains(".") ? name.substring(name.indexOf('.') + 1) : "");
    }

    private static Set<String> resource(String name) {
        try (InputStream file = MailDomains.class.getResourceAsStream("/provider/" + name)) {
            return lines(new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> file(Path file) {
        try {
            return lines(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "lantern.provider.email.disposable-domains: %s cannot be read".formatted(file), e);
        }
    }

    private static Set<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
