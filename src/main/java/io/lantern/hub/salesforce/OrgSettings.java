package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.TenantId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One connected organisation. Its {@link #toString} holds no secret.
 *
 * @param name your name for it: lower-case letters, digits and dashes, unique in the hub
 * @param tenant the owning tenant's id
 * @param loginUrl the org's My Domain address
 * @param authentication how to log in; client credentials need {@code clientId} and {@code clientSecret}, JWT a
 *     {@code keystore} with one key and {@code username}, refresh token {@code refreshToken}, password {@code
 *     username} and {@code password}
 * @param apiVersion 31.0 or later
 * @param pubSubPlaintext without TLS; only for a sandbox on loopback
 * @param trustCertificate PEM file of a certificate to trust besides the JDK's, for a sandbox or a proxy
 * @param topic the change event's topic
 * @param listen false: no events and no poll, so nothing starts by itself; for an org that another entry listens to
 */
record OrgSettings(
        @NotBlank @Pattern(regexp = "[a-z0-9-]{1,40}", message = "must be 1 to 40 lower-case letters, digits or dashes")
        String name,

        @Min(1) @DefaultValue("1") int tenant,
        @Nullable URI loginUrl,
        @DefaultValue("CLIENT_CREDENTIALS") AuthenticationType authentication,
        @NotBlank String clientId,
        @Nullable String clientSecret,
        @Nullable String username,
        @Nullable String password,
        @Nullable String refreshToken,
        @Nullable Path keystore,
        @Nullable String keystorePassword,

        @Pattern(regexp = "[3-9][0-9]\\.0", message = "must look like 60.0") @DefaultValue("60.0")
        String apiVersion,

        @DefaultValue("api.pubsub.salesforce.com") String pubSubHost,
        @Min(1) @Max(65535) @DefaultValue("7443") int pubSubPort,
        @DefaultValue("false") boolean pubSubPlaintext,
        @Nullable Path trustCertificate,
        @DefaultValue("/event/Lantern_Record_Change__e") String topic,
        @DefaultValue("true") boolean listen) {

    OrgSettings {
        if (loginUrl == null || loginUrl.getHost() == null) {
            throw new IllegalArgumentException("lantern.orgs[].login-url of the org '" + name
                    + "' must be the org's My Domain address, such as https://acme.my.salesforce.com");
        }
        String missing = switch (authentication) {
            case CLIENT_CREDENTIALS -> clientSecret == null ? "client-secret" : null;
            case JWT -> keystore == null || username == null ? "keystore and username" : null;
            case REFRESH_TOKEN -> refreshToken == null ? "refresh-token" : null;
            case USERNAME_PASSWORD -> username == null || password == null ? "username and password" : null;
        };
        if (missing != null) {
            throw new IllegalArgumentException(
                    "lantern.orgs[]: the org '" + name + "' logs in by " + authentication + " and so needs " + missing);
        }
    }

    OrgRef ref() {
        return new OrgRef(new TenantId(tenant), name);
    }

    /** The Camel component of this org. */
    String component() {
        return "salesforce-" + name;
    }

    @Override
    public String toString() {
        return "OrgSettings[" + name + ", tenant " + tenant + ", " + loginUrl + "]";
    }
}
