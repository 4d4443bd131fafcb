package io.lantern.hub.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of keys, under {@code lantern.access}.
 *
 * @param pepper secret of at least 32 characters that key hashes are made with; the same on every node. Changing it
 *     makes all keys unknown. Null: read from {@code pepperFile}, or under profile sandbox made at the first start
 * @param pepperFile file that holds the pepper, for secrets mounted as files; null when there is none
 */
@ConfigurationProperties("lantern.access")
public record AccessSettings(
        @Nullable String pepper, @Nullable Path pepperFile) {
    @Override
    public String toString() {
        return "AccessSettings[pepper=***, pepperFile=" + pepperFile + "]";
    }
}
