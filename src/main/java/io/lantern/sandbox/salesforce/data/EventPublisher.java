package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts platform events on the org's event log. */
public interface EventPublisher {
    /**
     * Publishes an event when the transaction commits.
     *
     * @param type {@code X__e}
     * @return the event's UUID
     */
    String publish(OrgTransaction transaction, String type, Map<String, ? extends @Nullable Object> fields);
}
