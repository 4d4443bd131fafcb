package io.lantern.hub.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Operations that share a rate limit. */
public enum LimitGroup {
    SYNC,
    BATCH,
    CREDITS,
    BURST,
    AGENTS;

    /**
     * @param scope what a key needs for the operation, as the contract says in {@code x-lantern-scope}
     * @return the group of the operation
     */
    public static LimitGroup of(String scope) {
        return switch (scope) {
            case "batch" -> BATCH;
            case "credits" -> CREDITS;
            case "workflows", "forms" -> BURST;
            case "agents" -> AGENTS;
            default -> SYNC;
        };
    }

    /** @return the group as it is in settings and on the wire, for example {@code sync} */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
