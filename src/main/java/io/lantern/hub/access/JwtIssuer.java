package io.lantern.hub.access;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An identity provider whose tokens open the hub, under {@code lantern.access.jwt[]}.
 *
 * @param issuer exactly as in the tokens' claim {@code iss}
 * @param jwkSetUri where its public keys are; null: as {@code <issuer>/.well-known/openid-configuration} says, on the
 *     issuer's own host
 * @param audience what the tokens' claim {@code aud} must hold
 * @param tenant whom the tokens are for; null when a claim says so
 * @param tenantClaim claim that holds the tenant's id; null when all are for {@code tenant}
 * @param scopesClaim claim that holds the scopes: a list, or one text with spaces
 * @param scopesPrefix what the hub's scopes begin with there; other values of the claim mean nothing to the hub
 */
record JwtIssuer(
        @NotBlank String issuer,
        @Nullable URI jwkSetUri,
        @NotBlank String audience,
        @Nullable @Min(1) Integer tenant,
        @Nullable String tenantClaim,
        @DefaultValue("scope") @NotBlank String scopesClaim,
        @DefaultValue("lantern:") @NotNull String scopesPrefix) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    JwtIssuer {
        if ((tenant == null) == (tenantClaim == null)) {
            throw new IllegalArgumentException("an issuer needs either tenant or tenant-claim, and not both");
        }
        requireSecure("jwk-set-uri", jwkSetUri == null ? URI.create(Objects.requireNonNull(issuer)) : jwkSetUri);
    }

    /** Keys that come in the clear are anyone's. */
    private static void requireSecure(String setting, URI address) {
        boolean secure = "https".equals(address.getScheme()) && address.getHost() != null;
        boolean local = "http".equals(address.getScheme()) && LOOPBACK.contains(String.valueOf(address.getHost()));
        if (!secure && !local) {
            throw new IllegalArgumentException(
                    setting + " (or, without it, issuer) must be an https address, not " + address);
        }
    }
}
