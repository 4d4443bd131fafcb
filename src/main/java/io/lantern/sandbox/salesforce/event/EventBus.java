package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.session.SessionCheck;
import io.lantern.sandbox.salesforce.store.OrgStore;
import java.time.Clock;

/** What the parts of the event service share. */
record EventBus(
        OrgStore store,
        SessionCheck sessions,
        Faults faults,
        Clock clock,
        EventLog log,
        EventSchemas schemas,
        EventWriter writer) {

    static EventBus over(OrgStore store, SessionCheck sessions, Faults faults, Clock clock) {
        EventLog log = new EventLog(store, clock);
        EventSchemas schemas = new EventSchemas(store, faults);
        return new EventBus(
                store, sessions, faults, clock, log, schemas, new EventWriter(store.schema(), log, schemas));
    }
}
