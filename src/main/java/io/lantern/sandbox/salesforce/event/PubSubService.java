package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.salesforce.eventbus.protobuf.Error;
import com.salesforce.eventbus.protobuf.ErrorCode;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import com.salesforce.eventbus.protobuf.PubSubGrpc;
import com.salesforce.eventbus.protobuf.PublishRequest;
import com.salesforce.eventbus.protobuf.PublishResponse;
import com.salesforce.eventbus.protobuf.PublishResult;
import com.salesforce.eventbus.protobuf.SchemaInfo;
import com.salesforce.eventbus.protobuf.SchemaRequest;
import com.salesforce.eventbus.protobuf.TopicInfo;
import com.salesforce.eventbus.protobuf.TopicRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.Actor;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The Pub/Sub API over the org's event log. */
final class PubSubService extends PubSubGrpc.PubSubImplBase {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventBus bus;
    private final Set<FetchStream> streams = ConcurrentHashMap.newKeySet();

    PubSubService(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public void getTopic(TopicRequest request, StreamObserver<TopicInfo> reader) {
        String rpcId = count("pubsub.getTopic");
        String topic = request.getTopicName();
        if (topic.isEmpty() || !bus.topics().exists(topic)) {
            reader.onError((topic.isEmpty() ? PubSubFault.TOPIC_EMPTY : PubSubFault.TOPIC_NOT_FOUND).exception(rpcId));
            return;
        }
        String schemaId = bus.topics().topicSchemaId(topic);
        reader.onNext(TopicInfo.newBuilder()
                .setTopicName(topic)
                .setTenantGuid("core/sandbox/" + bus.store().orgId())
                .setCanPublish(bus.topics().eventType(topic) != null)
                .setCanSubscribe(true)
                .setSchemaId(schemaId == null ? "" : schemaId)
                .setRpcId(rpcId)
                .build());
        reader.onCompleted();
    }

    @Override
    public void getSchema(SchemaRequest request, StreamObserver<SchemaInfo> reader) {
        String rpcId = count("pubsub.getSchema");
        String text = bus.schemas().text(request.getSchemaId());
        if (text == null) {
            reader.onError(PubSubFault.SCHEMA_INVALID.exception(rpcId));
            return;
        }
        reader.onNext(SchemaInfo.newBuilder()
                .setSchemaId(request.getSchemaId())
                .setSchemaJson(text)
                .setRpcId(rpcId)
                .build());
        reader.onCompleted();
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> reader) {
        try {
            reader.onNext(publish(request, count("pubsub.publish")));
            reader.onCompleted();
        } catch (StatusRuntimeException e) {
            reader.onError(e);
        }
    }

    @Override
    public StreamObserver<PublishRequest> publishStream(StreamObserver<PublishResponse> reader) {
        String rpcId = count("pubsub.publishStream");
        return new StreamObserver<>() {
            private @Nullable String topic;

            @Override
            public void onNext(PublishRequest request) {
                topic = topic == null ? request.getTopicName() : topic;
                try {
                    reader.onNext(
                            publish(request.toBuilder().setTopicName(topic).build(), rpcId));
                } catch (StatusRuntimeException e) {
                    reader.onError(e);
                }
            }

            @Override
            public void onError(Throwable failure) {
                // The publisher went away: nothing is held for it.
            }

            @Override
            public void onCompleted() {
                reader.onCompleted();
            }
        };
    }

    @Override
    public StreamObserver<FetchRequest> subscribe(StreamObserver<FetchResponse> reader) {
        String rpcId = count("pubsub.subscribe");
        FetchStream stream = new FetchStream(bus, rpcId, (ServerCallStreamObserver<FetchResponse>) reader);
        ((ServerCallStreamObserver<FetchResponse>) reader).setOnCancelHandler(stream::close);
        streams.add(stream);
        return new StreamObserver<>() {
            @Override
            public void onNext(FetchRequest request) {
                stream.request(request);
            }

            @Override
            public void onError(Throwable failure) {
                stream.close();
            }

            @Override
            public void onCompleted() {
                stream.close();
                reader.onCompleted();
            }
        };
    }

    /** Something was published: every open stream looks whether it is for it. */
    void deliver() {
        streams.removeIf(FetchStream::isClosed);
        streams.forEach(FetchStream::deliver);
    }

    /** Sends keep-alives that are due; also lets faults strike streams that are idle. */
    void tick(long keepAliveMillis) {
        deliver();
        streams.forEach(stream -> stream.tick(keepAliveMillis));
    }

    private PublishResponse publish(PublishRequest request, String rpcId) {
        String topic = request.getTopicName();
        SObjectType type = bus.topics().eventType(topic);
        if (type == null) {
            throw PubSubFault.TOPIC_NOT_FOUND.exception(rpcId);
        }
        if (request.getEventsCount() == 0) {
            throw PubSubFault.EVENT_COUNT_INVALID.exception(rpcId);
        }
        if (bus.faults().strike("publish-auth-error", topic) != null) {
            throw PubSubFault.AUTH_ERROR.exception(rpcId);
        }
        PublishResponse.Builder response = PublishResponse.newBuilder()
                .setRpcId(rpcId)
                .setSchemaId(bus.topics().schemaId(type));
        Actor actor = new Actor(PubSubAuth.userId(), null, "pubsub", "60.0");
        bus.store().inTransaction(actor, transaction -> {
            for (ProducerEvent event : request.getEventsList()) {
                String uuid = event.getId().isEmpty() ? UUID.randomUUID().toString() : event.getId();
                ObjectNode payload = payload(event);
                if (payload == null) {
                    response.addResults(PublishResult.newBuilder()
                            .setCorrelationKey(uuid)
                            .setError(Error.newBuilder()
                                    .setCode(ErrorCode.PUBLISH)
                                    .setMsg("The payload is not of the schema " + event.getSchemaId())));
                    continue;
                }
                long replayId = bus.log().append(transaction, topic, uuid, type.name(), payload);
                response.addResults(
                        PublishResult.newBuilder().setCorrelationKey(uuid).setReplayId(FetchStream.bytes(replayId)));
            }
            return true;
        });
        return response.build();
    }

    private @Nullable ObjectNode payload(ProducerEvent event) {
        Schema schema = bus.schemas().schema(event.getSchemaId());
        if (schema == null) {
            return null;
        }
        try {
            GenericRecord record = AvroPayload.decode(event.getPayload(), schema);
            ObjectNode json = JSON.createObjectNode();
            schema.getFields().forEach(field -> json.set(field.name(), plain(record.get(field.pos()))));
            return json;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode plain(@Nullable Object value) {
        return JSON.valueToTree(value instanceof CharSequence text ? text.toString() : value);
    }

    private String count(String operation) {
        bus.faults().counts().count(operation, "pubsub");
        return UUID.randomUUID().toString();
    }
}
