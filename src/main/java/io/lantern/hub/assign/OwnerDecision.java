package io.lantern.hub.assign;

import io.lantern.hub.credit.Billed;
import io.lantern.hub.credit.Item;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who shall own a record.
 *
 * @param ownerId a user, or the pool's fallback queue
 * @param ownerName full name; the id when it is not known
 * @param prevOwner who owned the record when this was decided; null when not known
 * @param pool that was asked
 * @param sequence of the pool; null when no turn was used
 * @param reason one sentence a person understands
 * @param why one line per member of the pool; empty when the pool was not needed
 */
public record OwnerDecision(
        SalesforceId ownerId,
        String ownerName,
        @Nullable SalesforceId prevOwner,
        String pool,
        @Nullable Long sequence,
        String reason,
        List<Why> why,
        Instant decidedAt)
        implements Billed {
    public OwnerDecision {
        why = List.copyOf(why);
    }

    @Override
    public Item billed() {
        return Item.RECORD_ROUTED;
    }

    static OwnerDecision of(Assignment assignment) {
        return new OwnerDecision(
                assignment.ownerId(),
                assignment.ownerName(),
                assignment.prevOwner(),
                assignment.pool(),
                assignment.sequence(),
                assignment.reason(),
                assignment.why(),
                assignment.decidedAt());
    }
}
