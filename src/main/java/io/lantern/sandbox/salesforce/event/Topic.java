package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client subscribes to.
 *
 * @param name as Salesforce writes it
 * @param type the platform event, or the object whose changes are told; null for the channel of all changes
 */
record Topic(String name, @Nullable SObjectType type) {
    /** The objects whose changes are told; a real org lets an admin choose five. */
    static final List<String> CAPTURED = List.of("Lead", "Contact", "Account", "Opportunity");

    private static final String EVENT = "/event/";
    private static final String DATA = "/data/";
    private static final String CHANGE_EVENT = "ChangeEvent";
    private static final String ALL = DATA + "ChangeEvents";

    /** @return the topic, or null when there is none of that name */
    static @Nullable Topic of(String name, Schema definitions) {
        if (name.equals(ALL)) {
            return new Topic(ALL, null);
        }
        if (name.startsWith(EVENT)) {
            SObjectType type = definitions.type(name.substring(EVENT.length()));
            return type == null || !type.isEvent() ? null : event(type);
        }
        if (name.startsWith(DATA) && name.endsWith(CHANGE_EVENT)) {
            String object = name.substring(DATA.length(), name.length() - CHANGE_EVENT.length());
            SObjectType type = CAPTURED.contains(object) ? definitions.type(object) : null;
            return type == null ? null : changes(type);
        }
        return null;
    }

    static Topic event(SObjectType type) {
        return new Topic(EVENT + type.name(), type);
    }

    static Topic changes(SObjectType type) {
        return new Topic(DATA + type.name() + CHANGE_EVENT, type);
    }

    /** Only platform events can be published by clients. */
    boolean canPublish() {
        return type != null && type.isEvent();
    }

    /** @param topic an event's own topic */
    boolean carries(String topic) {
        return type == null ? topic.startsWith(DATA) : topic.equals(name);
    }
}
