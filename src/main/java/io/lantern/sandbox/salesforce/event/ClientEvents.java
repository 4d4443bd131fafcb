package io.lantern.sandbox.salesforce.event;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.Error;
import com.salesforce.eventbus.protobuf.ErrorCode;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import com.salesforce.eventbus.protobuf.PublishRequest;
import com.salesforce.eventbus.protobuf.PublishResponse;
import com.salesforce.eventbus.protobuf.PublishResult;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Takes the events that clients publish over the Pub/Sub API. An event that is refused does not stop the others. */
final class ClientEvents {
    /** Set by the org, whatever the client says. */
    private static final Set<String> OWN = Set.of("CreatedDate", "CreatedById", EventSchemas.ADDED);

    private final EventBus bus;

    ClientEvents(EventBus bus) {
        this.bus = bus;
    }

    PublishResponse publish(PublishRequest request, PubSubAuth.Caller caller, String rpcId) {
        Topic topic = topic(request, rpcId);
        authorise(request, caller, rpcId);
        Actor actor = new Actor(caller.userId(), null, "pubsub", "60.0");
        List<PublishResult> results = bus.store()
                .inTransaction(
                        actor,
                        transaction -> request.getEventsList().stream()
                                .map(event -> result(event, topic, transaction))
                                .toList());
        return PublishResponse.newBuilder()
                .setRpcId(rpcId)
                .setSchemaId(bus.schemas().current(topic).id())
                .addAllResults(results)
                .build();
    }

    private Topic topic(PublishRequest request, String rpcId) {
        String name = request.getTopicName();
        if (name.isEmpty()) {
            throw PubSubFault.PUBLISH_TOPIC_EMPTY.exception(rpcId);
        }
        Topic topic = Topic.of(name, bus.store().schema());
        if (topic == null) {
            throw PubSubFault.TOPIC_NOT_FOUND.exception(rpcId);
        }
        if (!topic.canPublish()) {
            throw PubSubFault.CANNOT_PUBLISH.exception(rpcId);
        }
        if (request.getEventsCount() == 0) {
            throw PubSubFault.EVENT_COUNT_INVALID.exception(rpcId);
        }
        return topic;
    }

    private void authorise(PublishRequest request, PubSubAuth.Caller caller, String rpcId) {
        String refresh = request.getAuthRefresh();
        if (!refresh.isEmpty() && bus.sessions().check(refresh) == null) {
            throw PubSubFault.REFRESH_INVALID.exception(rpcId);
        }
        boolean good = !refresh.isEmpty() || bus.sessions().check(caller.token()) != null;
        if (!good || bus.faults().strike("publish-auth-error", request.getTopicName()) != null) {
            throw PubSubFault.AUTH_ERROR.exception(rpcId);
        }
    }

    private PublishResult result(ProducerEvent event, Topic topic, OrgTransaction transaction) {
        String uuid = event.getId().isEmpty() ? UUID.randomUUID().toString() : event.getId();
        PublishResult.Builder result = PublishResult.newBuilder().setCorrelationKey(uuid);
        SObjectType type = Objects.requireNonNull(topic.type());
        try {
            long id = bus.writer().write(transaction, type.name(), uuid, fields(event, type));
            return result.setReplayId(ByteString.copyFrom(StoredEvent.replay(id)))
                    .build();
        } catch (OrgFault refused) {
            return result.setError(Error.newBuilder().setCode(ErrorCode.PUBLISH).setMsg(refused.text()))
                    .build();
        }
    }

    private Map<String, @Nullable Object> fields(ProducerEvent event, SObjectType type) {
        EventSchema schema = bus.schemas().byId(event.getSchemaId());
        if (schema == null || !schema.avro().getName().equals(type.name())) {
            throw unreadable("The schema '%s' is not one of %s".formatted(event.getSchemaId(), type.name()));
        }
        GenericRecord record;
        try {
            record = schema.decode(event.getPayload().toByteArray());
        } catch (IOException | RuntimeException e) {
            throw unreadable("The payload is not of the schema " + event.getSchemaId());
        }
        Map<String, @Nullable Object> fields = new HashMap<>();
        schema.avro().getFields().stream()
                .filter(field -> !OWN.contains(field.name()) && type.field(field.name()) != null)
                .forEach(field -> fields.put(field.name(), record.get(field.pos())));
        return fields;
    }

    private static OrgFault unreadable(String message) {
        return new OrgFault("INVALID_INPUT", 400, message, List.of());
    }
}
