package io.lantern.sandbox.salesforce.event;

import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.PubSubGrpc;
import com.salesforce.eventbus.protobuf.PublishRequest;
import com.salesforce.eventbus.protobuf.PublishResponse;
import com.salesforce.eventbus.protobuf.SchemaInfo;
import com.salesforce.eventbus.protobuf.SchemaRequest;
import com.salesforce.eventbus.protobuf.TopicInfo;
import com.salesforce.eventbus.protobuf.TopicRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Pub/Sub API over the org's event log. */
final class PubSubService extends PubSubGrpc.PubSubImplBase {
    private final EventBus bus;
    private final ClientEvents clientEvents;
    private final Set<FetchStream> streams = ConcurrentHashMap.newKeySet();

    PubSubService(EventBus bus) {
        this.bus = bus;
        this.clientEvents = new ClientEvents(bus);
    }

    @Override
    public void getTopic(TopicRequest request, StreamObserver<TopicInfo> reader) {
        String rpcId = count("pubsub.getTopic");
        String name = request.getTopicName();
        Topic topic = Topic.of(name, bus.store().schema());
        if (topic == null) {
            reader.onError((name.isEmpty() ? PubSubFault.TOPIC_EMPTY : PubSubFault.TOPIC_NOT_FOUND).exception(rpcId));
            return;
        }
        reader.onNext(TopicInfo.newBuilder()
                .setTopicName(topic.name())
                .setTenantGuid("core/sandbox/" + bus.store().orgId())
                .setCanPublish(topic.canPublish())
                .setCanSubscribe(true)
                .setSchemaId(
                        topic.type() == null ? "" : bus.schemas().current(topic).id())
                .setRpcId(rpcId)
                .build());
        reader.onCompleted();
    }

    @Override
    public void getSchema(SchemaRequest request, StreamObserver<SchemaInfo> reader) {
        String rpcId = count("pubsub.getSchema");
        EventSchema schema = bus.schemas().byId(request.getSchemaId());
        if (schema == null) {
            reader.onError(PubSubFault.SCHEMA_INVALID.exception(rpcId));
            return;
        }
        reader.onNext(SchemaInfo.newBuilder()
                .setSchemaId(schema.id())
                .setSchemaJson(schema.json())
                .setRpcId(rpcId)
                .build());
        reader.onCompleted();
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> reader) {
        String rpcId = count("pubsub.publish");
        try {
            reader.onNext(clientEvents.publish(request, PubSubAuth.caller(), rpcId));
            reader.onCompleted();
        } catch (StatusRuntimeException e) {
            reader.onError(e);
        }
    }

    @Override
    public StreamObserver<PublishRequest> publishStream(StreamObserver<PublishResponse> reader) {
        return new PublishStream(clientEvents, PubSubAuth.caller(), count("pubsub.publishStream"), reader);
    }

    @Override
    public StreamObserver<FetchRequest> subscribe(StreamObserver<FetchResponse> reader) {
        ServerCallStreamObserver<FetchResponse> call = (ServerCallStreamObserver<FetchResponse>) reader;
        FetchStream stream = new FetchStream(bus, PubSubAuth.caller(), count("pubsub.subscribe"), call);
        call.setOnCancelHandler(stream::close);
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
                stream.complete();
            }
        };
    }

    /** Something was published: every open stream looks whether it is for it. */
    void deliver() {
        streams.removeIf(FetchStream::isClosed);
        streams.forEach(FetchStream::deliver);
    }

    /** Sends keep-alives that are due; also lets faults strike streams that are idle. */
    void tick(Duration keepAlive) {
        deliver();
        streams.forEach(stream -> stream.tick(keepAlive));
    }

    /** Ends every stream, because no position is good any more. */
    void forget() {
        streams.forEach(FetchStream::forget);
    }

    private String count(String operation) {
        bus.faults().counts().count(operation, "pubsub");
        return UUID.randomUUID().toString();
    }

    /** A stream of publications: all to the topic of the first. */
    private static final class PublishStream implements StreamObserver<PublishRequest> {
        private final ClientEvents clientEvents;
        private final PubSubAuth.Caller caller;
        private final String rpcId;
        private final StreamObserver<PublishResponse> reader;
        private @Nullable String topic;
        private boolean closed;

        PublishStream(
                ClientEvents clientEvents,
                PubSubAuth.Caller caller,
                String rpcId,
                StreamObserver<PublishResponse> reader) {
            this.clientEvents = clientEvents;
            this.caller = caller;
            this.rpcId = rpcId;
            this.reader = reader;
        }

        @Override
        public void onNext(PublishRequest request) {
            if (closed) {
                return;
            }
            try {
                String named = request.getTopicName();
                if (topic != null && !named.isEmpty() && !named.equals(topic)) {
                    throw PubSubFault.PUBLISH_TOPIC_MISMATCH.exception(rpcId);
                }
                topic = topic == null ? named : topic;
                PublishRequest whole = request.toBuilder().setTopicName(topic).build();
                reader.onNext(clientEvents.publish(whole, caller, rpcId));
            } catch (StatusRuntimeException e) {
                closed = true;
                reader.onError(e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            closed = true;
        }

        @Override
        public void onCompleted() {
            if (!closed) {
                closed = true;
                reader.onCompleted();
            }
        }
    }
}
