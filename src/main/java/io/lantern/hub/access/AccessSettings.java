package io.lantern.hub.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of keys, under {@code lantern.access}.
 *
 * @param pepper secret of at least 32 characters that key hashes are made with; the same on every node. Changing it
 *     makes all keys unknown. Null: read from {@code pepperFile}, or under profile sandbox made at the first start
 * @param pepperFile file that holds the pepper, for secrets mounted as files; null when there is none
 * @param anonymousLimit requests a minute from one address without a key that is known
 * @param jwt identity providers whose tokens open the hub as keys do
 */
@Validated
@ConfigurationProperties("lantern.access")
record AccessSettings(
        @Nullable String pepper,
        @Nullable Path pepperFile,
        @DefaultValue("30") @Min(1) @Max(Limits.UNCOUNTED) int anonymousLimit,
        @DefaultValue @Valid List<JwtIssuer> jwt) {
    AccessSettings {
        jwt = List.copyOf(jwt);
        if (jwt.stream().map(JwtIssuer::issuer).distinct().count() < jwt.size()) {
            throw new IllegalArgumentException("lantern.access.jwt names an issuer twice");
        }
    }

    @Override
    public String toString() {
        return "AccessSettings[pepper=***, pepperFile=" + pepperFile + ", anonymousLimit=" + anonymousLimit + ", jwt="
                + jwt + "]";
    }
}
