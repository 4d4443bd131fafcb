package io.lantern.hub.access;

import io.lantern.hub.kernel.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key or token opens.
 *
 * @param caller who it is
 * @param holder whose rate limits count: one key, or one subject of one issuer, whatever secret it shows
 * @param limits how often it may call
 * @param origins web pages that may send the key, as in the header {@code Origin}; empty when none is named
 */
public record Access(Caller caller, String holder, Limits limits, Set<String> origins) {
    private static final String AGENTS = "agents";

    public Access {
        origins = Set.copyOf(origins);
    }

    /**
     * @param scope what the operation needs
     * @param agent the agent's name in the path; null when there is none. A key with scope {@code agents:<name>} may
     *     use the operations of that one agent
     * @return whether the caller may use the operation
     */
    public boolean may(String scope, @Nullable String agent) {
        return caller.may(scope) || (agent != null && scope.equals(AGENTS) && caller.may(AGENTS + ":" + agent));
    }
}
