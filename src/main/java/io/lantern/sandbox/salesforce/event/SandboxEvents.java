package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.data.EventPublisher;
import io.lantern.sandbox.salesforce.session.SessionCheck;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The org's events: log, change events, and the Pub/Sub API on loopback, with TLS and, when asked, without. */
public final class SandboxEvents implements EventPublisher, AutoCloseable {
    /** The faults of the event stream, see docs/reference/sandbox.md. */
    public static final Set<String> FAULTS = Set.of(
            "stream-unavailable",
            "stream-complete",
            "binary-trailer",
            "stream-reset",
            "stream-auth-error",
            "publish-auth-error",
            "corrupted-replay",
            "delivery-limit",
            "duplicate-delivery",
            "keepalive-only",
            "keepalive",
            "new-schema",
            "gap-event");

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Salesforce's is 270 s; fault {@code keepalive} sets another by its parameter {@code millis}. */
    private static final int KEEP_ALIVE_MILLIS = 270_000;

    private static final int TICK_MILLIS = 100;

    private final EventBus bus;
    private final PubSubService service;
    private final Certificate certificate;
    private final Server tls;
    private final @Nullable Server plaintext;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "sandbox-pubsub");
        thread.setDaemon(true);
        return thread;
    });

    private SandboxEvents(EventBus bus, SessionCheck sessions, SandboxSettings settings) throws IOException {
        this.bus = bus;
        this.service = new PubSubService(bus);
        this.certificate = Certificate.in(settings.folder().resolve("tls"), bus.clock());
        PubSubAuth auth = new PubSubAuth(sessions, bus.store().orgId());
        SslContext ssl = GrpcSslContexts.forServer(
                        certificate.certificate().toFile(), certificate.key().toFile())
                .build();
        this.tls = started(server(settings.pubSubPort(), auth).sslContext(ssl), settings.pubSubPort());
        this.plaintext = settings.plaintextPubSubPort() < 0
                ? null
                : started(server(settings.plaintextPubSubPort(), auth), settings.plaintextPubSubPort());
        var unused = timer.scheduleWithFixedDelay(
                () -> service.tick(keepAliveMillis()), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts the event service of an org.
     *
     * @throws IOException when a port cannot be had
     */
    public static SandboxEvents start(
            OrgStore store, SessionCheck sessions, Faults faults, Clock clock, SandboxSettings settings)
            throws IOException {
        EventBus bus = new EventBus(store, faults, clock);
        SandboxEvents events = new SandboxEvents(bus, sessions, settings);
        store.beforeCommit(new RecordChanges(bus.log(), store.schema(), faults)::committing);
        store.afterCommit(() -> events.timer.execute(events.service::deliver));
        return events;
    }

    @Override
    public String publish(OrgTransaction transaction, String type, Map<String, ? extends @Nullable Object> fields) {
        String uuid = UUID.randomUUID().toString();
        ObjectNode payload = JSON.createObjectNode();
        payload.put("CreatedDate", bus.clock().millis());
        payload.put("CreatedById", transaction.actor().userId());
        fields.forEach((name, value) -> payload.set(name, JSON.valueToTree(value)));
        bus.log().append(transaction, "/event/" + type, uuid, type, payload);
        return uuid;
    }

    /** The port with TLS. */
    public int port() {
        return tls.getPort();
    }

    /** The port without TLS; -1 when there is none. */
    public int plaintextPort() {
        return plaintext == null ? -1 : plaintext.getPort();
    }

    /** PEM that a client must trust. */
    public Path certificate() {
        return certificate.certificate();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        tls.shutdownNow();
        if (plaintext != null) {
            plaintext.shutdownNow();
        }
    }

    private NettyServerBuilder server(int port, PubSubAuth auth) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(service)
                .intercept(auth);
    }

    private static Server started(NettyServerBuilder builder, int port) throws IOException {
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new IOException(
                    "Port %d is taken; choose another by --lantern.sandbox.pub-sub-port.".formatted(port), e);
        }
    }

    private int keepAliveMillis() {
        Fault shorter = bus.faults().get("keepalive");
        return shorter == null ? KEEP_ALIVE_MILLIS : shorter.number("millis", KEEP_ALIVE_MILLIS);
    }
}
