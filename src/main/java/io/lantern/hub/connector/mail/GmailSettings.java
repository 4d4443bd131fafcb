package io.lantern.hub.connector.mail;

import io.lantern.hub.connector.WebAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors.gmail}. Its {@link #toString} holds no secret.
 *
 * @param tenant whose it is
 * @param clientId of an OAuth client at Google; null or blank: not configured
 * @param clientSecret of the client
 * @param refreshToken that the user gave the client for {@code https://www.googleapis.com/auth/gmail.send}; secret
 * @param from the user's address, with a name if you like
 * @param to who gets it where a delivery does not say, separated by commas; null or blank: each must
 * @param baseUrl of Gmail's API
 * @param tokenUrl where tokens come from
 */
@Validated
@ConfigurationProperties("lantern.connectors.gmail")
record GmailSettings(
        @DefaultValue("1") int tenant,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String refreshToken,
        @Nullable String from,
        @Nullable String to,
        @DefaultValue("https://gmail.googleapis.com") URI baseUrl,
        @DefaultValue("https://oauth2.googleapis.com/token") URI tokenUrl) {
    static final String PLACE = "lantern.connectors.gmail";

    GmailSettings {
        clientId = EmailSettings.text(clientId);
        clientSecret = EmailSettings.text(clientSecret);
        refreshToken = EmailSettings.text(refreshToken);
        from = EmailSettings.text(from);
        to = EmailSettings.text(to);
        if (!clientId.isEmpty()) {
            WebAddress.checkTenant(PLACE, tenant);
            baseUrl = WebAddress.of(PLACE + ".base-url", baseUrl, "https://gmail.googleapis.com");
            tokenUrl = WebAddress.of(PLACE + ".token-url", tokenUrl, "https://oauth2.googleapis.com/token");
            if (clientSecret.isEmpty() || refreshToken.isEmpty()) {
                throw new IllegalArgumentException(PLACE + ".client-secret and " + PLACE
                        + ".refresh-token must be set, too; docs/reference/connectors.md says where they come from");
            }
            EmailSettings.checkFrom(PLACE + ".from", from);
        }
    }

    boolean isConfigured() {
        return clientId != null && !clientId.isEmpty();
    }

    @Override
    public String toString() {
        return "GmailSettings[" + tenant + "]";
    }
}
