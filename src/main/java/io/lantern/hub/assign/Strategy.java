package io.lantern.hub.assign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the next user of a pool is found. */
public enum Strategy {
    /** Smooth weighted rotation: shares are exactly the weights. */
    ROUND_ROBIN,
    /** Whoever got something of the pool longest ago; weights do not count. */
    LEAST_RECENT,
    /** Whoever owns the fewest open records in Salesforce; weights do not count. */
    LOAD;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param name as in the contract */
    static Optional<Strategy> of(String name) {
        return Stream.of(values())
                .filter(strategy -> strategy.wireName().equals(name))
                .findFirst();
    }
}
