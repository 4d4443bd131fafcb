package io.lantern.sandbox.salesforce.event;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import com.salesforce.eventbus.protobuf.PubSubGrpc;
import com.salesforce.eventbus.protobuf.PublishRequest;
import com.salesforce.eventbus.protobuf.PublishResponse;
import com.salesforce.eventbus.protobuf.ReplayPreset;
import com.salesforce.eventbus.protobuf.SchemaRequest;
import com.salesforce.eventbus.protobuf.TopicRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An ordinary client over TLS that trusts the sandbox's certificate. */
final class PubSubClient implements AutoCloseable {
    static final Metadata.Key<String> ERROR_CODE = Metadata.Key.of("error-code", Metadata.ASCII_STRING_MARSHALLER);
    static final String PREFIX = "sfdc.platform.eventbus.grpc.";

    private static final Duration SOON = Duration.ofSeconds(20);

    final PubSubGrpc.PubSubBlockingStub calls;
    private final PubSubGrpc.PubSubStub streams;
    private final ManagedChannel channel;

    PubSubClient(EventOrg org, @Nullable String token, String tenant) throws IOException {
        channel = NettyChannelBuilder.forAddress("localhost", org.events.port())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(org.events.certificate().toFile())
                        .build())
                .build();
        Metadata headers = new Metadata();
        if (token != null) {
            put(headers, "accesstoken", token);
        }
        put(headers, "instanceurl", "http://localhost:8090");
        put(headers, "tenantid", tenant);
        var intercept = MetadataUtils.newAttachHeadersInterceptor(headers);
        calls = PubSubGrpc.newBlockingStub(channel).withInterceptors(intercept);
        streams = PubSubGrpc.newStub(channel).withInterceptors(intercept);
    }

    private static void put(Metadata headers, String name, String value) {
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    EventSchema schemaOf(String topic) {
        String id = calls.getTopic(TopicRequest.newBuilder().setTopicName(topic).build())
                .getSchemaId();
        return schema(id);
    }

    EventSchema schema(String id) {
        return EventSchema.parse(
                calls.getSchema(SchemaRequest.newBuilder().setSchemaId(id).build())
                        .getSchemaJson());
    }

    /** Decodes an event the way clients do: by the schema it names. */
    GenericRecord decode(ConsumerEvent event) {
        try {
            return schema(event.getEvent().getSchemaId())
                    .decode(event.getEvent().getPayload().toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    PublishResponse publish(String topic, ProducerEvent... events) {
        return calls.publish(PublishRequest.newBuilder()
                .setTopicName(topic)
                .addAllEvents(List.of(events))
                .build());
    }

    StreamObserver<PublishRequest> publishStream(StreamObserver<PublishResponse> reader) {
        return streams.publishStream(reader);
    }

    Reading subscribe(FetchRequest.Builder first) {
        Reading reading = new Reading();
        reading.requests = streams.subscribe(reading);
        reading.fetch(first);
        return reading;
    }

    Reading latest(String topic, int count) {
        Reading reading = subscribe(request(topic, ReplayPreset.LATEST, count));
        return reading;
    }

    Reading earliest(String topic, int count) {
        return subscribe(request(topic, ReplayPreset.EARLIEST, count));
    }

    Reading after(String topic, ByteString replayId, int count) {
        return subscribe(request(topic, ReplayPreset.CUSTOM, count).setReplayId(replayId));
    }

    private static FetchRequest.Builder request(String topic, ReplayPreset preset, int count) {
        return FetchRequest.newBuilder()
                .setTopicName(topic)
                .setReplayPreset(preset)
                .setNumRequested(count);
    }

    static Schema field(EventSchema schema, String name) {
        return Objects.requireNonNull(schema.avro().getField(name)).schema();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** What came over one Subscribe stream. */
    static final class Reading implements StreamObserver<FetchResponse> {
        final List<FetchResponse> answers = new CopyOnWriteArrayList<>();
        private volatile @Nullable StreamObserver<FetchRequest> requests;
        private volatile @Nullable Throwable failure;
        private volatile boolean ended;

        void fetch(FetchRequest.Builder request) {
            Objects.requireNonNull(requests).onNext(request.build());
        }

        List<ConsumerEvent> events() {
            return answers.stream()
                    .flatMap(answer -> answer.getEventsList().stream())
                    .toList();
        }

        List<ConsumerEvent> awaitEvents(int count) {
            Awaitility.await().atMost(SOON).until(() -> events().size() >= count || ended);
            return events();
        }

        void awaitAnswers(int count) {
            Awaitility.await().atMost(SOON).until(() -> answers.size() >= count || ended);
        }

        /** @return the status with which the server ended the stream; null when it ended with OK */
        @Nullable
        Throwable awaitEnd() {
            Awaitility.await().atMost(SOON).until(() -> ended);
            return failure;
        }

        Status awaitStatus() {
            return Status.fromThrowable(Objects.requireNonNull(awaitEnd()));
        }

        /** @return the trailer without its prefix; empty when there is none */
        String awaitErrorCode() {
            return errorCode(Objects.requireNonNull(awaitEnd()));
        }

        boolean isOpen() {
            return !ended;
        }

        @Override
        public void onNext(FetchResponse answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            this.failure = failure;
            ended = true;
        }

        @Override
        public void onCompleted() {
            ended = true;
        }
    }

    static String errorCode(Throwable failure) {
        Metadata trailers = Status.trailersFromThrowable(failure);
        String code = trailers == null ? null : trailers.get(ERROR_CODE);
        return code == null ? "" : code.substring(PREFIX.length());
    }
}
