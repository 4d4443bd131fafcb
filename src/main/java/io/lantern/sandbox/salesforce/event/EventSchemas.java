package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of all events, made from the object definitions. Each topic has two: the one of its definition, and the
 * one it takes on while fault {@code new-schema} is on, with one field more. Schemas that an event was written with
 * are kept with the log, so that an older event can be read after its definition changed.
 */
final class EventSchemas {
    private static final String KEPT = "event-schema";
    private static final String CREATED_DATE = "CreatedDate";
    private static final String CREATED_BY = "CreatedById";

    /** What a real platform event has beside its own fields; it is not part of the schema. */
    private static final Set<String> NOT_IN_SCHEMA = Set.of("Id", "ReplayId", "EventUuid", CREATED_DATE, CREATED_BY);

    static final String ADDED = "Lantern_Added__c";

    private final OrgStore store;
    private final Schema definitions;
    private final Faults faults;
    private final Map<String, EventSchema> byId = new ConcurrentHashMap<>();
    private final Map<String, EventSchema> plain = new ConcurrentHashMap<>();
    private final Map<String, EventSchema> grown = new ConcurrentHashMap<>();

    EventSchemas(OrgStore store, Faults faults) {
        this.store = store;
        this.definitions = store.schema();
        this.faults = faults;
    }

    /** @return the schema that new events of the topic have; it is kept when the transaction commits */
    EventSchema current(Topic topic, OrgTransaction transaction) {
        EventSchema schema = current(topic);
        NavigableMap<Long, byte[]> kept = transaction.log(KEPT);
        if (!kept.containsKey(key(schema.id()))) {
            kept.put(key(schema.id()), schema.json().getBytes(StandardCharsets.UTF_8));
        }
        return schema;
    }

    /** @return the schema that new events of the topic have */
    EventSchema current(Topic topic) {
        boolean grow = faults.get("new-schema") != null;
        Map<String, EventSchema> made = grow ? grown : plain;
        return made.computeIfAbsent(topic.name(), none -> remember(make(Objects.requireNonNull(topic.type()), grow)));
    }

    /** @return the schema, or null when no event ever had it */
    @Nullable
    EventSchema byId(String id) {
        if (byId.isEmpty()) {
            remakeAll();
        }
        EventSchema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Long key = keyOrNull(id);
        byte[] kept = key == null
                ? null
                : store.<byte @Nullable []>read(any -> store.log(KEPT).get(key));
        if (kept == null) {
            return null;
        }
        EventSchema schema = EventSchema.parse(new String(kept, StandardCharsets.UTF_8));
        return schema.id().equals(id) ? remember(schema) : null;
    }

    private void remakeAll() {
        for (SObjectType type : definitions.types()) {
            if (type.isEvent() || Topic.CAPTURED.contains(type.name())) {
                remember(make(type, false));
                remember(make(type, true));
            }
        }
    }

    private EventSchema remember(EventSchema schema) {
        byId.put(schema.id(), schema);
        return schema;
    }

    private static EventSchema make(SObjectType type, boolean grow) {
        ChangeShape shape = new ChangeShape(type);
        List<Field> fields = new ArrayList<>(type.isEvent() ? ownFields(type) : shape.fields());
        if (grow) {
            fields.add(EventSchema.optional(ADDED, org.apache.avro.Schema.create(Type.STRING), "Data:Text"));
        }
        return EventSchema.of(type.isEvent() ? type.name() : shape.eventName(), fields);
    }

    private static List<Field> ownFields(SObjectType type) {
        List<Field> fields = new ArrayList<>();
        fields.add(
                EventSchema.required(CREATED_DATE, org.apache.avro.Schema.create(Type.LONG), "CreatedDate:DateTime"));
        fields.add(EventSchema.required(CREATED_BY, org.apache.avro.Schema.create(Type.STRING), "CreatedBy:EntityId"));
        for (SObjectField field : type.fields()) {
            if (!NOT_IN_SCHEMA.contains(field.name())) {
                fields.add(EventSchema.optional(field));
            }
        }
        return fields;
    }

    private static long key(String id) {
        return Objects.requireNonNull(keyOrNull(id));
    }

    private static @Nullable Long keyOrNull(String id) {
        try {
            byte[] digest = Base64.getUrlDecoder().decode(id);
            return digest.length < Long.BYTES ? null : ByteBuffer.wrap(digest).getLong();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
