package io.lantern.sandbox.salesforce.event;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import com.salesforce.eventbus.protobuf.ReplayPreset;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One open Subscribe stream: hands out what the reader asked for, in order, and a keep-alive when there is nothing.
 * Calls are serialised by its lock, as gRPC demands of an observer.
 */
final class FetchStream {
    /** Requests add up to at most this (allocations page of the Pub/Sub guide). */
    private static final int MOST_PENDING = 100;

    private final EventBus bus;
    private final String rpcId;
    private final ServerCallStreamObserver<FetchResponse> reader;
    private @Nullable String topic;
    private long position;
    private int pending;
    private int delivered;
    private long lastSentAt;
    private boolean closed;

    FetchStream(EventBus bus, String rpcId, ServerCallStreamObserver<FetchResponse> reader) {
        this.bus = bus;
        this.rpcId = rpcId;
        this.reader = reader;
        this.lastSentAt = bus.clock().millis();
    }

    synchronized void request(FetchRequest request) {
        if (closed) {
            return;
        }
        try {
            if (topic == null) {
                begin(request);
            } else if (!request.getTopicName().isEmpty()
                    && !request.getTopicName().equals(topic)) {
                throw PubSubFault.TOPIC_MISMATCH.exception(rpcId);
            }
            if (request.getNumRequested() < 1) {
                throw PubSubFault.REQUESTED_INVALID.exception(rpcId);
            }
            pending = Math.min(MOST_PENDING, pending + request.getNumRequested());
            deliver();
        } catch (StatusRuntimeException e) {
            fail(e);
        }
    }

    /** Hands out what is there; called when something was published. */
    synchronized void deliver() {
        if (closed || topic == null) {
            return;
        }
        try {
            strike(topic);
            if (!closed && bus.faults().get("keepalive-only") == null) {
                while (pending > 0 && send(topic)) {
                    strike(topic);
                }
            }
        } catch (StatusRuntimeException e) {
            fail(e);
        }
    }

    /** Sends a keep-alive when nothing was sent for the interval. */
    synchronized void tick(long intervalMillis) {
        if (closed || topic == null || pending == 0 || bus.clock().millis() - lastSentAt < intervalMillis) {
            return;
        }
        answer(FetchResponse.newBuilder().setLatestReplayId(bytes(position)));
    }

    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed || reader.isCancelled();
    }

    private void begin(FetchRequest request) {
        String name = request.getTopicName();
        if (name.isEmpty()) {
            throw PubSubFault.TOPIC_EMPTY.exception(rpcId);
        }
        if (!bus.topics().exists(name)) {
            throw PubSubFault.TOPIC_NOT_FOUND.exception(rpcId);
        }
        position = start(name, request);
        topic = name;
    }

    private long start(String name, FetchRequest request) {
        if (request.getReplayPreset() == ReplayPreset.EARLIEST) {
            return bus.log().beforeOldest(name);
        }
        if (request.getReplayPreset() != ReplayPreset.CUSTOM) {
            return bus.log().newest(name);
        }
        ByteString id = request.getReplayId();
        if (id.isEmpty()) {
            throw PubSubFault.REPLAY_MISSING.exception(rpcId);
        }
        boolean forgotten = bus.faults().strike("corrupted-replay", name) != null || id.size() != Long.BYTES;
        long wanted = forgotten ? -1 : id.asReadOnlyByteBuffer().getLong();
        if (forgotten || !bus.log().isKnown(name, wanted)) {
            throw PubSubFault.REPLAY_CORRUPTED.exception(rpcId);
        }
        return wanted;
    }

    private boolean send(String name) {
        Map<Long, LoggedEvent> events = bus.log().after(name, position, Math.min(pending, limit()));
        if (events.isEmpty()) {
            return false;
        }
        FetchResponse.Builder response = FetchResponse.newBuilder();
        boolean twice = bus.faults().strike("duplicate-delivery", name) != null;
        events.forEach((id, event) -> {
            ConsumerEvent made = event(id, event);
            response.addEvents(made);
            if (twice) {
                response.addEvents(made);
            }
            position = id;
        });
        pending -= events.size();
        delivered += events.size();
        answer(response.setLatestReplayId(bytes(position)));
        return true;
    }

    /** A fault that strikes after n events must see the stream at that moment. */
    private int limit() {
        Fault unavailable = bus.faults().get("stream-unavailable");
        int after = unavailable == null ? 0 : unavailable.number("after", 0);
        return after > delivered ? after - delivered : MOST_PENDING;
    }

    private ConsumerEvent event(long id, LoggedEvent event) {
        EventBus.Encoded encoded = bus.encode(event);
        return ConsumerEvent.newBuilder()
                .setReplayId(bytes(id))
                .setEvent(ProducerEvent.newBuilder()
                        .setId(event.uuid())
                        .setSchemaId(encoded.schemaId())
                        .setPayload(encoded.payload()))
                .build();
    }

    private void answer(FetchResponse.Builder response) {
        reader.onNext(response.setRpcId(rpcId).setPendingNumRequested(pending).build());
        lastSentAt = bus.clock().millis();
    }

    private void strike(String name) {
        Faults faults = bus.faults();
        Fault unavailable = faults.get("stream-unavailable");
        if (unavailable != null
                && delivered >= unavailable.number("after", 0)
                && faults.strike("stream-unavailable", name) != null) {
            throw Status.UNAVAILABLE
                    .withDescription("This application is down for maintenance")
                    .asRuntimeException();
        }
        if (faults.strike("stream-complete", name) != null) {
            closed = true;
            reader.onCompleted();
        } else if (faults.strike("binary-trailer", name) != null) {
            Metadata trailers = new Metadata();
            trailers.put(
                    Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {8, 14});
            throw Status.UNAVAILABLE.withDescription("upstream reset").asRuntimeException(trailers);
        } else if (faults.strike("stream-reset", name) != null) {
            throw Status.UNAVAILABLE
                    .withDescription("Http2StreamException: the peer reset the stream")
                    .asRuntimeException();
        } else if (faults.strike("stream-auth-error", name) != null) {
            throw PubSubFault.AUTH_ERROR.exception(rpcId);
        } else if (faults.strike("delivery-limit", name) != null) {
            throw PubSubFault.LIMIT_EXCEEDED.exception(rpcId);
        }
    }

    private void fail(StatusRuntimeException failure) {
        closed = true;
        reader.onError(failure);
    }

    static ByteString bytes(long replayId) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(Long.BYTES).putLong(replayId).flip());
    }
}
