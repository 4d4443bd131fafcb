package io.lantern.hub.connector.chat;

import io.lantern.hub.connector.WebAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.connectors.slack}. Its {@link #toString} holds no secret.
 *
 * @param tenant whose it is
 * @param url of an incoming webhook, secret as a password is; null or blank: not configured
 */
@Validated
@ConfigurationProperties("lantern.connectors.slack")
record SlackSettings(
        @DefaultValue("1") int tenant, @Nullable URI url) {
    static final String PLACE = "lantern.connectors.slack";

    SlackSettings {
        if (WebAddress.isGiven(url)) {
            url = WebAddress.of(PLACE + ".url", url, "https://hooks.slack.com/services/T000/B000/XXXX");
            WebAddress.checkTenant(PLACE, tenant);
        } else {
            url = null;
        }
    }

    @Override
    public String toString() {
        return "SlackSettings[" + tenant + ", " + (url == null ? null : url.getHost()) + "]";
    }
}
