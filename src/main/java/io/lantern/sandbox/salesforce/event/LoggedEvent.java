package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event as it lies in the log.
 *
 * @param uuid the event's own id
 * @param type name of the object or platform event its schema is made from
 * @param at epoch milliseconds
 * @param payload the event's fields as JSON; a change event's header under {@code ChangeEventHeader}
 */
record LoggedEvent(String uuid, String type, long at, JsonNode payload) {}
