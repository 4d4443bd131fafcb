package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.credit.Credits;
import java.util.List;
import java.util.Map;

/**
 * What a waterfall came to.
 *
 * @param picks field to the value to believe; without a field that was looked for it is a miss
 * @param attempts one per source, in the order they were asked
 * @param cost of all attempts; none for a miss
 */
public record Outcome(Map<String, Pick> picks, List<Attempt> attempts, Credits cost) {
    public Outcome {
        picks = Map.copyOf(picks);
        attempts = List.copyOf(attempts);
    }
}
