package io.lantern.hub.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What an org's objects consist of, asked for again after a while: somebody may have added a field. */
final class Descriptions {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Function<String, JsonNode> describe;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(ObjectFields fields, long since) {
        private boolean isFresh() {
            return System.nanoTime() - since < KEPT.toNanos();
        }
    }

    /** @param describe asks the org for an object's description */
    Descriptions(Function<String, JsonNode> describe) {
        this.describe = describe;
    }

    ObjectFields of(String object) {
        // One caller asks; others of the same object wait for the answer.
        return known.compute(
                        object.toLowerCase(Locale.ROOT),
                        (name, before) -> before != null && before.isFresh()
                                ? before
                                : new Known(ObjectFields.of(describe.apply(object)), System.nanoTime()))
                .fields();
    }
}
