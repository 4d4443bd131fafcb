package io.lantern.hub.access;

import io.lantern.hub.kernel.Caller;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that say what a key or token may do. */
final class Scopes {
    static final String EVERYTHING = "*";
    static final String ADMIN = "admin";

    private static final Set<String> WORDS = Set.of(
            EVERYTHING,
            ADMIN,
            "enrich",
            "match",
            "salesforce",
            "routing",
            "triggers",
            "logs",
            "batch",
            "credits",
            "workflows",
            "forms",
            "agents");

    /** One agent only. */
    private static final Pattern ONE_AGENT = Pattern.compile("agents:[a-z0-9-]{1,63}");

    private Scopes() {}

    static boolean isOne(String word) {
        return WORDS.contains(word) || ONE_AGENT.matcher(word).matches();
    }

    /** @return whether the caller has the scope, or one that includes it, and may therefore pass it on */
    static boolean has(Caller caller, String scope) {
        return caller.may(scope) || (ONE_AGENT.matcher(scope).matches() && caller.may("agents"));
    }
}
