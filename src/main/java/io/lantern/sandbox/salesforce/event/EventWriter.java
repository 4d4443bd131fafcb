package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.data.EventPublisher;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Checks a platform event against its definition and puts it on the log. */
final class EventWriter implements EventPublisher {
    private static final int LARGEST = 1_000_000;

    private final Schema definitions;
    private final EventLog log;
    private final EventSchemas schemas;

    EventWriter(Schema definitions, EventLog log, EventSchemas schemas) {
        this.definitions = definitions;
        this.log = log;
        this.schemas = schemas;
    }

    @Override
    public String publish(OrgTransaction transaction, String type, Map<String, ? extends @Nullable Object> fields) {
        String uuid = UUID.randomUUID().toString();
        write(transaction, type, uuid, fields);
        return uuid;
    }

    /**
     * @param uuid the event's identity, the client's when it gave one
     * @return the replay id
     * @throws OrgFault when a field is not known, missing or does not fit
     */
    long write(
            OrgTransaction transaction, String typeName, String uuid, Map<String, ? extends @Nullable Object> fields) {
        SObjectType type = definitions.type(typeName);
        if (type == null || !type.isEvent()) {
            throw new OrgFault("NOT_FOUND", 404, "The requested resource does not exist", List.of());
        }
        EventSchema schema = schemas.current(Topic.event(type), transaction);
        GenericRecord event = new GenericData.Record(schema.avro());
        fields.forEach((name, value) -> put(event, type, name, value));
        required(event, type);
        event.put("CreatedDate", transaction.clock().millis());
        event.put("CreatedById", transaction.actor().userId());
        byte[] payload = schema.encode(event);
        if (payload.length > LARGEST) {
            throw new OrgFault("LIMIT_EXCEEDED", 400, "The event message is larger than 1 MB", List.of());
        }
        return log.append(transaction, Topic.event(type).name(), uuid, schema.id(), payload);
    }

    private static void put(GenericRecord event, SObjectType type, String name, @Nullable Object value) {
        SObjectField field = type.field(name);
        if (field == null || !field.createable()) {
            throw new OrgFault(
                    "INVALID_FIELD",
                    400,
                    "No such column '%s' on sobject of type %s".formatted(name, type.name()),
                    List.of(name));
        }
        event.put(field.name(), EventValues.ofClient(field, value));
    }

    private static void required(GenericRecord event, SObjectType type) {
        List<String> missing = type.fields().stream()
                .filter(SObjectField::requiredOnCreate)
                .map(SObjectField::name)
                .filter(name -> event.get(name) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw new OrgFault("REQUIRED_FIELD_MISSING", 400, "Required fields are missing: " + missing, missing);
        }
    }
}
