package io.lantern.hub.provider.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What one request brought. */
sealed interface Fetched {

    /**
     * An answer.
     *
     * @param uri that was asked
     * @param contentType as the server said; null when it did not
     * @param location as the server said; null when it did not
     * @param body at most as long as a page may be
     */
    record Answer(
            URI uri,
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] body) implements Fetched {
        boolean isRedirect() {
            return status >= 300 && status < 400 && location != null;
        }
    }

    /** No answer, and why. */
    record Failure(SiteStatus why) implements Fetched {}
}
