package io.lantern.hub.connector.webhook;

import io.lantern.hub.connector.WebAddress;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors.webhooks.<name>}. Its {@link #toString} holds no secret.
 *
 * @param webhooks by name; may be empty
 */
@Validated
@ConfigurationProperties("lantern.connectors")
record WebhookSettings(@DefaultValue Map<String, Webhook> webhooks) {
    private static final String PREFIX = "whsec_";

    /**
     * One receiver.
     *
     * @param tenant whose it is
     * @param url http or https; null or blank: not configured
     * @param secret {@code whsec_} and 24 to 64 bytes in Base64; what is sent is signed with it
     * @param previousSecret while receivers change over: what is sent is signed with this one, too
     */
    record Webhook(
            @DefaultValue("1") int tenant,
            @Nullable URI url,
            @Nullable String secret,
            @Nullable String previousSecret) {

        boolean isConfigured() {
            return WebAddress.isGiven(url);
        }

        @Override
        public String toString() {
            return "Webhook[" + tenant + ", " + (url == null ? null : url.getHost()) + "]";
        }
    }

    WebhookSettings {
        webhooks = Map.copyOf(webhooks);
        webhooks.forEach((name, webhook) -> {
            if (webhook.isConfigured()) {
                check("lantern.connectors.webhooks." + name, name, webhook);
            }
        });
    }

    private static void check(String place, String name, Webhook webhook) {
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    place + ": a webhook's name has 1 to 40 lower-case letters, digits or dashes");
        }
        WebAddress.of(place + ".url", webhook.url(), "https://hooks.example.com/lantern");
        WebAddress.checkTenant(place, webhook.tenant());
        if (!isSecret(webhook.secret())) {
            throw new IllegalArgumentException(place + ".secret" + SHAPE);
        }
        String previous = webhook.previousSecret();
        if (previous != null && !previous.isBlank() && !isSecret(previous)) {
            throw new IllegalArgumentException(place + ".previous-secret" + SHAPE);
        }
    }

    private static final String SHAPE = " must be whsec_ and 24 to 64 random bytes in Base64, for example made by:"
            + " echo whsec_$(openssl rand -base64 32)";

    private static boolean isSecret(@Nullable String secret) {
        if (secret == null || !secret.startsWith(PREFIX)) {
            return false;
        }
        try {
            int bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
