package io.lantern.hub.enrich.waterfall;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lantern.hub.credit.Credits;
import java.util.Locale;

/**
 * What became of asking one source.
 *
 * @param credits what it was charged; none unless its value is in the answer
 * @param reason a few words for a person; never a value that was found
 * @param durationMs 0 when it was not asked
 */
public record Attempt(String provider, Result result, Credits credits, String reason, long durationMs) {
    /** The kinds of end. */
    public enum Result {
        /** It knew something that is in the answer. */
        USED,
        /** It knew something, but another source knew better. */
        UNUSED,
        /** It knew nothing. */
        MISS,
        /** It did not answer, or not rightly. */
        FAILED,
        /** It was not asked. */
        NOT_ASKED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @return an attempt that was not made */
    public static Attempt notMade(String provider, String reason) {
        return new Attempt(provider, Result.NOT_ASKED, Credits.NONE, reason, 0);
    }
}
