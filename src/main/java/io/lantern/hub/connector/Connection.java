package io.lantern.hub.connector;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be looked at for the list.
 *
 * @param key tells it from all others, of other tenants too
 * @param account what the settings say; null when they do not
 * @param missing a sentence that says what is not configured; null when it is
 * @param use how it last went; null when that says nothing or is not known
 * @param check asks it: the account it names, or null; throws a problem when it is not there
 */
record Connection(
        String type,
        String key,
        @Nullable String account,
        @Nullable String missing,
        @Nullable Use use,
        Supplier<@Nullable String> check) {

    /** @param error a sentence; null when it went well */
    record Use(Instant at, @Nullable String error) {}

    static Connection missing(String type, String sentence) {
        return new Connection(type, type, null, sentence, null, () -> null);
    }
}
