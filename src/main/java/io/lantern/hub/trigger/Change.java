package io.lantern.hub.trigger;

/** What happened to a record; the names are those of the change event's {@code Change__c}. */
enum Change {
    CREATE,
    UPDATE,
    DELETE,
    UNDELETE
}
