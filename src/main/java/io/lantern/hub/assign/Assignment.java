package io.lantern.hub.assign;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision who shall own a record.
 *
 * @param key makes it happen once per tenant
 * @param pool which pool was asked
 * @param sequence of the pool; null when the owner was kept and no turn used
 */
record Assignment(
        String key,
        OrgRef org,
        String pool,
        @Nullable Long sequence,
        String object,
        SalesforceId objectId,
        SalesforceId ownerId,
        String ownerName,
        @Nullable SalesforceId prevOwner,
        State state,
        String reason,
        List<Why> why,
        Instant decidedAt) {

    Assignment {
        why = List.copyOf(why);
    }

    /** @return whether the turn counted for this user's place in the rotation */
    boolean tookPart(SalesforceId user) {
        return why.stream().anyMatch(line -> line.user().equals(user.value()) && line.tookPart());
    }

    /** What has become of the decision. */
    enum State {
        /** To be written to Salesforce by this room. */
        DECIDED,
        /** Written, or nothing to write. */
        WRITTEN,
        /** Given to a workflow or a conversion, which writes it with its other changes. */
        HANDED_OVER,
        /** Salesforce did not want this owner; the turn is given back. */
        REFUSED,
        /** Nobody finished it in time; the turn is given back. */
        ABANDONED
    }
}
