package io.lantern.hub.connector.chat;

import io.lantern.hub.connector.WebAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors.whatsapp}. Its {@link #toString} holds no secret.
 *
 * @param tenant whose it is
 * @param phoneNumberId of the number that sends, a number of 5 to 20 digits; null or blank: not configured
 * @param token access token of a system user; secret
 * @param to who is written to where a delivery does not say; null or blank: each must
 * @param version of the Graph API
 * @param baseUrl of the Graph API
 */
@Validated
@ConfigurationProperties("lantern.connectors.whatsapp")
record WhatsAppSettings(
        @DefaultValue("1") int tenant,
        @Nullable String phoneNumberId,
        @Nullable String token,
        @Nullable String to,
        @DefaultValue("v23.0") String version,
        @DefaultValue("https://graph.facebook.com") URI baseUrl) {
    static final String PLACE = "lantern.connectors.whatsapp";

    WhatsAppSettings {
        phoneNumberId = phoneNumberId == null ? "" : phoneNumberId.strip();
        token = token == null ? "" : token.strip();
        to = to == null ? "" : to.strip();
        if (!phoneNumberId.isEmpty()) {
            baseUrl = WebAddress.of(PLACE + ".base-url", baseUrl, "https://graph.facebook.com");
            WebAddress.checkTenant(PLACE, tenant);
            if (!phoneNumberId.matches("\\d{5,20}")) {
                throw new IllegalArgumentException(PLACE + ".phone-number-id must be the number's id at Meta, which is"
                        + " digits only; it is not the phone number");
            }
            if (token.isEmpty()) {
                throw new IllegalArgumentException(PLACE + ".token is missing: the access token of a system user");
            }
            if (!version.matches("v\\d{1,2}\\.\\d")) {
                throw new IllegalArgumentException(PLACE + ".version must look like v23.0");
            }
        }
    }

    boolean isConfigured() {
        return phoneNumberId != null && !phoneNumberId.isEmpty();
    }

    @Override
    public String toString() {
        return "WhatsAppSettings[" + tenant + ", " + phoneNumberId + "]";
    }
}
