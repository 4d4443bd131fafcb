package io.lantern.sandbox.salesforce.event;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import com.salesforce.eventbus.protobuf.ReplayPreset;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One open Subscribe stream: hands out what the reader asked for, in order, and a keep-alive when there is nothing.
 * Calls are serialised by its lock, as gRPC demands of an observer.
 */
final class FetchStream {
    /** Requests add up to at most this (allocations page of the Pub/Sub guide). */
    private static final int MOST_PENDING = 100;

    /** One answer stays below the 4 MB at which gRPC clients give up. */
    private static final int LARGEST_ANSWER = 3_000_000;

    /** A reader that has everything it asked for must ask again within this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventBus bus;
    private final StreamFaults ends;
    private final String rpcId;
    private final ServerCallStreamObserver<FetchResponse> reader;
    private String token;
    private @Nullable Topic topic;
    private long position;
    private int pending;
    private int delivered;
    private long lastSentAt;
    private long lastAskedAt;
    private boolean closed;

    FetchStream(EventBus bus, PubSubAuth.Caller caller, String rpcId, ServerCallStreamObserver<FetchResponse> reader) {
        this.bus = bus;
        this.ends = new StreamFaults(bus.faults());
        this.token = caller.token();
        this.rpcId = rpcId;
        this.reader = reader;
        this.lastSentAt = System.nanoTime();
        this.lastAskedAt = lastSentAt;
    }

    synchronized void request(FetchRequest request) {
        if (closed) {
            return;
        }
        try {
            authorise(request.getAuthRefresh());
            Topic known = topic;
            if (known == null) {
                begin(request);
            } else if (!request.getTopicName().isEmpty()
                    && !request.getTopicName().equals(known.name())) {
                throw PubSubFault.TOPIC_MISMATCH.exception(rpcId);
            }
            if (request.getNumRequested() < 1) {
                throw PubSubFault.REQUESTED_INVALID.exception(rpcId);
            }
            pending = Math.min(MOST_PENDING, pending + Math.min(MOST_PENDING, request.getNumRequested()));
            lastAskedAt = System.nanoTime();
            deliver();
        } catch (StatusRuntimeException e) {
            end(e);
        }
    }

    /** Hands out what is there; called when something was published, and every now and then for the faults. */
    synchronized void deliver() {
        Topic known = topic;
        if (known == null) {
            return;
        }
        boolean more = true;
        while (more && goesOn(known)) {
            boolean withheld = bus.faults().get("keepalive-only") != null;
            more = pending > 0 && !withheld && send(known);
        }
    }

    /** Ends a stream whose session or patience ended; sends a keep-alive when nothing was sent for the interval. */
    synchronized void tick(Duration keepAlive) {
        if (closed || topic == null) {
            return;
        }
        if (!bus.sessions().isOpen(token)) {
            end(PubSubFault.AUTH_ERROR.exception(rpcId));
        } else if (pending == 0 && isOver(lastAskedAt, PATIENCE) && isOver(lastSentAt, PATIENCE)) {
            end(PubSubFault.UNAVAILABLE.exception(rpcId));
        } else if (pending > 0 && isOver(lastSentAt, keepAlive)) {
            answer(FetchResponse.newBuilder());
        }
    }

    /** The org's log starts anew: no position is good any more. */
    synchronized void forget() {
        end(PubSubFault.UNAVAILABLE.exception(rpcId));
    }

    synchronized void close() {
        closed = true;
    }

    /** The reader is done. */
    synchronized void complete() {
        if (!closed) {
            closed = true;
            reader.onCompleted();
        }
    }

    synchronized boolean isClosed() {
        return closed || reader.isCancelled();
    }

    private void authorise(String refresh) {
        if (!refresh.isEmpty()) {
            if (bus.sessions().check(refresh) == null) {
                throw PubSubFault.REFRESH_INVALID.exception(rpcId);
            }
            token = refresh;
        } else if (bus.sessions().check(token) == null) {
            throw PubSubFault.AUTH_ERROR.exception(rpcId);
        }
    }

    private void begin(FetchRequest request) {
        String name = request.getTopicName();
        if (name.isEmpty()) {
            throw PubSubFault.TOPIC_EMPTY.exception(rpcId);
        }
        Topic found = Topic.of(name, bus.store().schema());
        if (found == null) {
            throw PubSubFault.TOPIC_NOT_FOUND.exception(rpcId);
        }
        position = start(name, request);
        topic = found;
    }

    private long start(String name, FetchRequest request) {
        if (request.getReplayPreset() == ReplayPreset.EARLIEST) {
            return bus.log().floor();
        }
        if (request.getReplayPreset() != ReplayPreset.CUSTOM) {
            return bus.log().last();
        }
        ByteString id = request.getReplayId();
        if (id.isEmpty()) {
            throw PubSubFault.REPLAY_MISSING.exception(rpcId);
        }
        if (bus.faults().strike("corrupted-replay", name) != null || id.size() != Long.BYTES) {
            throw PubSubFault.REPLAY_CORRUPTED.exception(rpcId);
        }
        long wanted = id.asReadOnlyByteBuffer().getLong();
        if (!bus.log().knows(wanted)) {
            throw PubSubFault.REPLAY_CORRUPTED.exception(rpcId);
        }
        return wanted;
    }

    /** @return whether the stream is still open after the faults had their turn */
    private boolean goesOn(Topic known) {
        StreamFaults.End end = closed ? null : ends.strike(known.name(), delivered, rpcId);
        if (end != null && end.failure() == null) {
            complete();
        } else if (end != null && end.failure() != null) {
            end(end.failure());
        }
        return !closed;
    }

    /** @return whether there may be more to send */
    private boolean send(Topic known) {
        int most = Math.min(pending, ends.room(delivered, MOST_PENDING));
        EventLog.Slice slice = bus.log().read(position, known::carries, most);
        FetchResponse.Builder response = FetchResponse.newBuilder();
        boolean twice = !slice.events().isEmpty() && bus.faults().strike("duplicate-delivery", known.name()) != null;
        int size = 0;
        for (StoredEvent event : slice.events()) {
            size += event.payload().length;
            if (size > LARGEST_ANSWER && response.getEventsCount() > 0) {
                break;
            }
            ConsumerEvent made = made(event);
            response.addEvents(made);
            if (twice) {
                response.addEvents(made);
            }
            position = event.replayId();
            pending--;
            delivered++;
        }
        boolean whole = response.getEventsCount() == slice.events().size() * (twice ? 2 : 1);
        if (whole) {
            position = slice.scanned();
        }
        if (response.getEventsCount() > 0) {
            answer(response);
        }
        return slice.more() || !whole;
    }

    private static ConsumerEvent made(StoredEvent event) {
        return ConsumerEvent.newBuilder()
                .setReplayId(ByteString.copyFrom(event.replay()))
                .setEvent(ProducerEvent.newBuilder()
                        .setId(event.uuid())
                        .setSchemaId(event.schemaId())
                        .setPayload(ByteString.copyFrom(event.payload())))
                .build();
    }

    private void answer(FetchResponse.Builder response) {
        reader.onNext(response.setLatestReplayId(ByteString.copyFrom(StoredEvent.replay(position)))
                .setRpcId(rpcId)
                .setPendingNumRequested(pending)
                .build());
        lastSentAt = System.nanoTime();
    }

    private void end(StatusRuntimeException failure) {
        if (!closed) {
            closed = true;
            reader.onError(failure);
        }
    }

    private static boolean isOver(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }
}
