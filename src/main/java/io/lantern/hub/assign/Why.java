package io.lantern.hub.assign;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a user got a record or did not. Exactly one of the two reasons is set.
 *
 * @param user id of a user, or of the pool's fallback
 * @param skippedBecause a few words; null for the one who was chosen
 * @param chosenBecause a few words; null for the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Why(
        String user,
        @Nullable String skippedBecause,
        @Nullable String chosenBecause) {
    static final String NOT_THEIR_TURN = "Not their turn";

    static Why chosen(String user, String because) {
        return new Why(user, null, because);
    }

    static Why skipped(String user, String because) {
        return new Why(user, because, null);
    }

    /** @return whether the user was available, so that the turn counted for the user's place in the rotation */
    boolean tookPart() {
        return chosenBecause != null || NOT_THEIR_TURN.equals(skippedBecause);
    }
}
