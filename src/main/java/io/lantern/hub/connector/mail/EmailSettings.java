package io.lantern.hub.connector.mail;

import io.lantern.hub.connector.WebAddress;
import jakarta.mail.internet.AddressException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors.email}. Its {@link #toString} holds no secret.
 *
 * @param tenant whose it is
 * @param host of the SMTP server; null or blank: not configured
 * @param port null: 587 with STARTTLS, 465 with TLS, 25 without either
 * @param security of the connection
 * @param username null or blank: without a login
 * @param password of the user; secret
 * @param from an address, with a name if you like: {@code Lantern <hub@acme.example>}
 * @param to who gets it where a delivery does not say, separated by commas; null or blank: each must
 */
@Validated
@ConfigurationProperties("lantern.connectors.email")
record EmailSettings(
        @DefaultValue("1") int tenant,
        @Nullable String host,
        @Nullable Integer port,
        @DefaultValue("STARTTLS") Security security,
        @Nullable String username,
        @Nullable String password,
        @Nullable String from,
        @Nullable String to) {
    static final String PLACE = "lantern.connectors.email";

    /** How the connection is kept from others: not at all, by STARTTLS that must succeed, or by TLS from the start. */
    enum Security {
        NONE(25),
        STARTTLS(587),
        TLS(465);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    EmailSettings {
        host = text(host);
        username = text(username);
        password = text(password);
        from = text(from);
        to = text(to);
        if (!host.isEmpty()) {
            WebAddress.checkTenant(PLACE, tenant);
            if (port != null && (port < 1 || port > 65_535)) {
                throw new IllegalArgumentException(PLACE + ".port must be from 1 to 65535");
            }
            if (username.isEmpty() != password.isEmpty()) {
                throw new IllegalArgumentException(
                        PLACE + ".username and " + PLACE + ".password must be set both, or neither");
            }
            checkFrom(PLACE + ".from", from);
        }
    }

    boolean isConfigured() {
        return host != null && !host.isEmpty();
    }

    boolean hasLogin() {
        return username != null && !username.isEmpty();
    }

    int portOrUsual() {
        return port == null ? security.port : port;
    }

    static void checkFrom(String place, String from) {
        try {
            Letters.checkSender(from);
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    place + " must be the address that letters come from, such as Lantern <hub@acme.example>", e);
        }
    }

    static String text(@Nullable String setting) {
        return setting == null ? "" : setting.strip();
    }

    @Override
    public String toString() {
        return "EmailSettings[" + tenant + ", " + host + "]";
    }
}
