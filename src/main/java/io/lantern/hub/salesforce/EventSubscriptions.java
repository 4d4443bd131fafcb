package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.OrgRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Platform-event subscriptions over the Pub/Sub API, one per org. Each is an instance of the route template {@code
 * trigger.events}, so that the flow of an event is read in {@code routes/trigger.camel.yaml}.
 *
 * <p>A watchdog reopens a subscription from the last position handed over when nothing, not even the server's
 * keep-alive, was heard for longer than the server promises (270 s, plus a margin).
 */
public interface EventSubscriptions {
    /** Opens, or closes and opens again, the subscription of an org. Returns at once; connecting goes on behind. */
    void open(OrgRef org, ReplayFrom from);

    /** @return what is known of the org's subscription now */
    Status status(OrgRef org);

    /** Where to start reading. */
    sealed interface ReplayFrom {
        /** Only what is published from now on. */
        record Latest() implements ReplayFrom {}

        /** Everything the org still retains (72 hours). */
        record Earliest() implements ReplayFrom {}

        /** @param replayId Base64 of the position of the last event that was taken over durably */
        record After(String replayId) implements ReplayFrom {}
    }

    /**
     * @param state {@code connecting, connected, waiting} (will try again) or {@code closed}
     * @param lastHeardAt last event or keep-alive; null before the first
     * @param lastError one sentence; null when there is none since the last success
     */
    record Status(
            String state,
            @Nullable Instant lastHeardAt,
            @Nullable String lastError) {}

    /** Told when an org no longer knows the position a subscription wanted to start after. Implemented by one bean. */
    interface ReplayLossListener {
        /** The subscription is closed. The listener reconciles, then opens it again. Must not block. */
        void replayLost(OrgRef org);
    }
}
