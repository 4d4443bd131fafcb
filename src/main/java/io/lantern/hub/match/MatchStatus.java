package io.lantern.hub.match;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be said of a candidate. */
public enum MatchStatus {
    /** One record, well ahead of the others. */
    MATCHED,
    /** Two records or more are about equally good; a person or a policy has to pick. */
    AMBIGUOUS,
    /** No record is good enough. */
    NONE;

    /** @return the word on the wire */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
