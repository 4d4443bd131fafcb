package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.data.EventPublisher;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.session.SessionCheck;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
            "log-reset",
            "new-schema",
            "gap-event");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(SandboxEvents.class);

    /** Salesforce's is 270 s; fault {@code keepalive} sets another by its parameter {@code millis}. */
    private static final int KEEP_ALIVE_MILLIS = 270_000;

    private static final int TICK_MILLIS = 100;
    private static final int THREADS = 4;
    private static final int STOP_SECONDS = 2;

    private final EventBus bus;
    private final PubSubService service;
    private final Certificate certificate;
    private final Server tls;
    private final @Nullable Server plaintext;
    private final AtomicBoolean deliveryIsDue = new AtomicBoolean();
    private final ExecutorService calls = Executors.newFixedThreadPool(THREADS, threads("sandbox-grpc"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(threads("sandbox-pubsub"));

    private SandboxEvents(EventBus bus, SandboxSettings settings) throws IOException {
        this.bus = bus;
        this.service = new PubSubService(bus);
        this.certificate = Certificate.in(settings.folder().resolve("tls"), bus.clock());
        PubSubAuth auth = new PubSubAuth(bus.sessions(), bus.store().orgId());
        this.tls = server(settings.ports().pubSub(), auth)
                .sslContext(GrpcSslContexts.configure(
                                SslContextBuilder.forServer(certificate.readKey(), certificate.readCertificate()))
                        .build())
                .build();
        this.plaintext = settings.ports().plaintextPubSub() < 0
                ? null
                : server(settings.ports().plaintextPubSub(), auth).build();
    }

    /**
     * Starts the event service of an org.
     *
     * @throws IOException when a port cannot be had, or the certificate cannot be written
     */
    public static SandboxEvents start(
            OrgStore store, SessionCheck sessions, Faults faults, Clock clock, SandboxSettings settings)
            throws IOException {
        EventBus bus = EventBus.over(store, sessions, faults, clock);
        SandboxEvents events = new SandboxEvents(bus, settings);
        store.beforeCommit(
                new RecordChanges(bus.writer(), new ChangeEvents(bus.log(), bus.schemas(), faults), bus.log()));
        store.afterCommit(events::deliverSoon);
        try {
            events.open(settings);
        } catch (IOException e) {
            events.close();
            throw e;
        }
        return events;
    }

    @Override
    public String publish(OrgTransaction transaction, String type, Map<String, ? extends @Nullable Object> fields) {
        return bus.writer().publish(transaction, type, fields);
    }

    /**
     * The Avro schema that a platform event has now, as JSON; REST shows it under {@code sobjects/X__e/eventSchema}.
     *
     * @param type {@code X__e}, in any case
     * @return null when there is no such event
     */
    public @Nullable JsonNode schemaOf(String type) {
        SObjectType found = bus.store().schema().type(type);
        return found == null || !found.isEvent() ? null : json(bus.schemas().current(Topic.event(found)));
    }

    /**
     * An Avro schema as JSON; REST shows it under {@code event/eventSchema/<id>}.
     *
     * @return null when no event ever had it
     */
    public @Nullable JsonNode schemaById(String id) {
        EventSchema schema = bus.schemas().byId(id);
        return schema == null ? null : json(schema);
    }

    private static JsonNode json(EventSchema schema) {
        try {
            return JSON.readTree(schema.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
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
        stop(tls);
        if (plaintext != null) {
            stop(plaintext);
        }
        calls.shutdown();
    }

    /** Its calls still need their threads while they end. */
    private static void stop(Server server) {
        try {
            server.shutdownNow().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(SandboxSettings settings) throws IOException {
        start(tls, settings.ports().pubSub(), "--lantern.sandbox.pub-sub-port");
        if (plaintext != null) {
            start(plaintext, settings.ports().plaintextPubSub(), "--lantern.sandbox.plaintext-pub-sub-port");
        }
        var unused = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void start(Server server, int port, String setting) throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException("Port %d is taken; choose another by %s.".formatted(port, setting), e);
        }
    }

    private NettyServerBuilder server(int port, PubSubAuth auth) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(calls)
                .permitKeepAliveWithoutCalls(true)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .addService(service)
                .intercept(auth);
    }

    /** Many commits in a row need one delivery. */
    private void deliverSoon() {
        if (!timer.isShutdown() && deliveryIsDue.compareAndSet(false, true)) {
            timer.execute(() -> {
                deliveryIsDue.set(false);
                guarded(service::deliver);
            });
        }
    }

    private void tick() {
        guarded(() -> {
            if (bus.faults().strike("log-reset", "") != null) {
                bus.faults().clear("log-reset");
                reset();
            }
            service.tick(keepAlive());
        });
    }

    private void reset() {
        bus.store().inTransaction(new Actor("", null, "seed", "60.0"), transaction -> {
            bus.log().reset(transaction);
            return true;
        });
        service.forget();
    }

    private static ThreadFactory threads(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private Duration keepAlive() {
        Fault shorter = bus.faults().get("keepalive");
        return Duration.ofMillis(shorter == null ? KEEP_ALIVE_MILLIS : shorter.number("millis", KEEP_ALIVE_MILLIS));
    }

    /** A failure here must not stop the timer for good. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Events could not be delivered; the next attempt follows", e);
        }
    }
}
