package io.lantern.sandbox.salesforce.event;

import com.google.protobuf.ByteString;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import io.lantern.sandbox.salesforce.store.OrgStore;
import java.time.Clock;
import java.util.Objects;

/** What the parts of the event service share. */
final class EventBus {
    private final OrgStore store;
    private final Faults faults;
    private final Clock clock;
    private final EventLog log;
    private final EventSchemas schemas = new EventSchemas();
    private final Topics topics;

    EventBus(OrgStore store, Faults faults, Clock clock) {
        this.store = store;
        this.faults = faults;
        this.clock = clock;
        this.log = new EventLog(store, clock);
        this.topics = new Topics(store.schema(), schemas, faults);
    }

    /** An event as it goes over the wire. */
    record Encoded(String schemaId, ByteString payload) {}

    Encoded encode(LoggedEvent event) {
        Schema types = store.schema();
        SObjectType type = Objects.requireNonNull(types.type(event.type()));
        String id = topics.schemaId(type);
        return new Encoded(id, AvroPayload.encode(event.payload(), Objects.requireNonNull(schemas.schema(id))));
    }

    OrgStore store() {
        return store;
    }

    Faults faults() {
        return faults;
    }

    Clock clock() {
        return clock;
    }

    EventLog log() {
        return log;
    }

    EventSchemas schemas() {
        return schemas;
    }

    Topics topics() {
        return topics;
    }
}
