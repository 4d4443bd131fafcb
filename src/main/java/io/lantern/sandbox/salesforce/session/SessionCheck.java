package io.lantern.sandbox.salesforce.session;

import org.jspecify.annotations.Nullable;

/** Tells whether a token is good. */
public interface SessionCheck {
    /** @return whose token it is, or null when it is unknown, expired or revoked. A use extends its life */
    @Nullable
    Session check(@Nullable String token);

    /** @return whether the token is good now, without extending its life */
    default boolean isOpen(String token) {
        return check(token) != null;
    }
}
