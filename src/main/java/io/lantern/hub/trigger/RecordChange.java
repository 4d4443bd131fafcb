package io.lantern.hub.trigger;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.trigger.landing.LandingService;
import java.time.Instant;

/**
 * One change of one record, whichever way it was learnt.
 *
 * @param object API name in Salesforce's case
 * @param modstamp SystemModstamp after the change, whole seconds
 */
record RecordChange(OrgRef org, String object, SalesforceId id, Change change, Instant modstamp) {

    /**
     * The same for one change whether it came by event, poll or callout, so that it runs once. A record is
     * created once, so its creation needs no time; Salesforce's stamps are whole seconds, so an update's has that
     * grain.
     */
    String dedupeKey() {
        return switch (change) {
            case CREATE -> LandingService.creationKey(org, id);
            case UPDATE -> "update:%s:%s:%d".formatted(org.name(), id, modstamp.getEpochSecond());
            case DELETE -> "delete:%s:%s:%d".formatted(org.name(), id, modstamp.getEpochSecond());
            case UNDELETE -> "undelete:%s:%s:%d".formatted(org.name(), id, modstamp.getEpochSecond());
        };
    }
}
