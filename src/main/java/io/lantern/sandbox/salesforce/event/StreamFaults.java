package io.lantern.sandbox.salesforce.event;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The faults that end a stream. Each strikes once the stream has delivered as many events as its parameter {@code
 * after} says (default 0: at once). Their shapes are those a real org was seen to send.
 */
final class StreamFaults {
    private static final String COMPLETE = "stream-complete";
    private static final List<String> ALL = List.of(
            COMPLETE, "stream-unavailable", "binary-trailer", "stream-reset", "stream-auth-error", "delivery-limit");

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final Faults faults;

    StreamFaults(Faults faults) {
        this.faults = faults;
    }

    /** How a stream ends. @param failure null when it ends with status OK, which Salesforce does too */
    record End(@Nullable StatusRuntimeException failure) {}

    /** @return how the stream must end now, or null when it goes on */
    @Nullable
    End strike(String topic, int delivered, String rpcId) {
        for (String name : ALL) {
            Fault fault = faults.get(name);
            if (fault != null && delivered >= fault.number("after", 0) && faults.strike(name, topic) != null) {
                return name.equals(COMPLETE) ? new End(null) : new End(failure(name, rpcId));
            }
        }
        return null;
    }

    /** @return how many events may be delivered before the next look */
    int room(int delivered, int most) {
        int room = most;
        for (String name : ALL) {
            Fault fault = faults.get(name);
            int after = fault == null ? 0 : fault.number("after", 0);
            if (after > delivered) {
                room = Math.min(room, after - delivered);
            }
        }
        return room;
    }

    private static StatusRuntimeException failure(String name, String rpcId) {
        return switch (name) {
            case "stream-unavailable" ->
                Status.UNAVAILABLE
                        .withDescription("This application is down for maintenance")
                        .asRuntimeException();
            case "binary-trailer" -> {
                Metadata trailers = new Metadata();
                trailers.put(DETAILS, new byte[] {8, 14});
                yield Status.UNAVAILABLE.withDescription("upstream reset").asRuntimeException(trailers);
            }
            case "stream-reset" ->
                Status.UNAVAILABLE
                        .withDescription("Http2StreamException: the peer reset the stream")
                        .asRuntimeException();
            case "stream-auth-error" -> PubSubFault.AUTH_ERROR.exception(rpcId);
            default -> PubSubFault.LIMIT_EXCEEDED.exception(rpcId);
        };
    }
}
