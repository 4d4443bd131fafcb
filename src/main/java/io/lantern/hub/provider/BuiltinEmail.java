package io.lantern.hub.provider;

import com.sanctionco.jmail.Email;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Checks an e-mail address without writing to it.
 *
 * <p>Input: {@code email}. Found: {@code email_status}, {@code email} (trimmed, domain in lower case), {@code
 * email_domain_type} ({@code corporate, free, disposable}), {@code email_role}, and for a corporate domain that may
 * take mail {@code domain}, the part of it that is registered.
 *
 * <p>{@code email_status}: {@code invalid} when it cannot be an address or its domain takes no mail; {@code risky}
 * when the domain is for throw-away use or the mailbox belongs to a function; {@code valid} when the domain takes
 * mail (whether the mailbox exists is not asked); {@code unknown} when the DNS did not say.
 */
@Component
class BuiltinEmail {
    private static final String NAME = "builtin.email";
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private final EmailValidator syntax = JMail.strictValidator()
            .disallowIpDomain()
            .disallowObsoleteWhitespace()
            .requireTopLevelDomain()
            // The first text of RFC 3696 had it so; its erratum 246 takes that back.
            .withRule(email -> !QUOTED.matcher(email.localPart()).replaceAll("").contains("\\"));
    private final MailDomains domains;
    private final MailExchange exchange;

    BuiltinEmail(MailDomains domains, MailExchange exchange) {
        this.domains = domains;
        this.exchange = exchange;
    }

    ProviderAnswer find(ProviderQuestion question) {
        String text = question.text("email");
        if (text == null) {
            return new ProviderAnswer(List.of());
        }
        ProviderAnswer.Collector found = new ProviderAnswer.Collector(NAME);
        Email email = syntax.tryParse(text).orElse(null);
        String domain = email == null ? null : ascii(email.domain()).orElse(null);
        if (email == null || domain == null) {
            return found.put("email_status", "invalid", 1.0).answer();
        }
        MailDomains.Kind kind = domains.kind(domain);
        boolean role = domains.isRole(email.localPart());
        MailExchange.Mail mail = exchange.of(domain);
        found.put("email", email.localPart() + "@" + email.domain().toLowerCase(Locale.ROOT), 0.95)
                .put("email_domain_type", kind.name().toLowerCase(Locale.ROOT), 0.95)
                .put("email_role", role, 0.95);
        status(found, kind, role, mail);
        if (kind == MailDomains.Kind.CORPORATE && mail != MailExchange.Mail.REFUSES) {
            found.put("domain", MailDomains.registered(domain), mail == MailExchange.Mail.TAKES ? 0.9 : 0.85);
        }
        return found.answer();
    }

    private static void status(
            ProviderAnswer.Collector found, MailDomains.Kind kind, boolean role, MailExchange.Mail mail) {
        if (mail == MailExchange.Mail.REFUSES) {
            found.put("email_status", "invalid", 0.95);
        } else if (kind == MailDomains.Kind.DISPOSABLE) {
            found.put("email_status", "risky", 0.95);
        } else if (role) {
            found.put("email_status", "risky", 0.8);
        } else if (mail == MailExchange.Mail.TAKES) {
            found.put("email_status", "valid", 0.7);
        } else {
            found.put("email_status", "unknown", 0.5);
        }
    }

    private static Optional<String> ascii(String domain) {
        try {
            return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
