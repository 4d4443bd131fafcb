package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.salesforce.EventSubscriptions.ReplayLossListener;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.salesforce.InvalidReplayIdException;
import org.apache.camel.component.salesforce.PubSubApiConsumer;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Keeps the subscriptions alive, one route per org from the template {@code trigger.events}; bean {@code
 * subscriptionKeeper}.
 *
 * <p>Camel's Pub/Sub consumer (4.17) dies without a sound when the server ends the stream, or closes it with a binary
 * trailer; and it hides the server's keep-alives. So a subscription that delivered nothing for longer than the
 * server's keep-alive interval is opened again from the last position taken. That costs no API call.
 */
@Component("subscriptionKeeper")
class SubscriptionKeeper implements EventSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionKeeper.class);
    private static final Duration TICK = Duration.ofMillis(250);

    private final OrgEdges edges;
    private final CamelContext camel;
    private final ObjectProvider<ReplayLossListener> listener;
    private final OwnWriteStore ownWrites;
    private final Clock clock;
    private final Duration silence;
    private final Map<OrgRef, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "salesforce-subscriptions");
        thread.setDaemon(true);
        return thread;
    });

    SubscriptionKeeper(
            OrgEdges edges,
            CamelContext camel,
            ObjectProvider<ReplayLossListener> listener,
            OwnWriteStore ownWrites,
            SalesforceSettings settings,
            Clock clock) {
        this.edges = edges;
        this.camel = camel;
        this.listener = listener;
        this.ownWrites = ownWrites;
        this.clock = clock;
        this.silence = settings.salesforce().silence();
        watchdog.scheduleWithFixedDelay(this::watch, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        watchdog.scheduleWithFixedDelay(this::prune, 1, 60, TimeUnit.MINUTES);
    }

    @Override
    public void open(OrgRef org, ReplayFrom from) {
        subscriptions.computeIfAbsent(org, Subscription::new).want(from);
    }

    @Override
    public Status status(OrgRef org) {
        Subscription subscription = subscriptions.get(org);
        return subscription == null ? new Status("closed", null, null) : subscription.status();
    }

    /**
     * Called by the route before an event is taken.
     *
     * @throws IllegalStateException when the event comes from an opening that has been given up
     */
    public void hear(String org, int generation) {
        if (!named(org).hears(generation, clock.instant())) {
            throw new IllegalStateException("This subscription was given up; its events come again from the next one");
        }
    }

    /** Called by the route after an event was taken over durably. */
    public void took(String org, int generation, String replayId) {
        named(org).took(generation, replayId);
    }

    private Subscription named(String org) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.org().name().equals(org))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No subscription is open for the org " + org));
    }

    private void watch() {
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.isDue(clock.instant(), silence) && camel.isStarted()) {
                reopen(subscription);
            }
        }
    }

    private void reopen(Subscription subscription) {
        OrgRef org = subscription.org();
        int generation = subscription.begin();
        try {
            close(org);
            edges.session(org).token();
            start(subscription, generation);
            subscription.opened(clock.instant());
            LOG.info("Org {}: following events", org.name());
        } catch (ApiFault e) {
            subscription.failed(clock.instant(), e.text());
        } catch (Exception e) {
            LOG.warn("The subscription of org {} could not be opened: {}", org.name(), e.toString());
            subscription.failed(clock.instant(), "the subscription could not be opened");
        }
    }

    private void start(Subscription subscription, int generation) throws Exception {
        OrgRef org = subscription.org();
        OrgSettings settings = edges.settings(org);
        // Camel refuses consumers of a component that logs in lazily; by now it is logged in.
        edges.session(org).component().getLoginConfig().setLazyLogin(false);
        String handler = "subscriptionFailures-" + org.name();
        camel.getRegistry().bind(handler, ExceptionHandler.class, failures(subscription, generation));
        ReplayFrom from = subscription.from();
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(camel, "trigger.events")
                .routeId(routeId(org))
                .parameter("org", org.name())
                .parameter("generation", String.valueOf(generation))
                .parameter("component", settings.component())
                .parameter("topic", settings.topic())
                .parameter("failures", "#" + handler)
                .parameter("preset", preset(from));
        if (from instanceof ReplayFrom.After after) {
            route.parameter("replayId", after.replayId());
        }
        route.add();
        Route added = camel.getRoute(routeId(org));
        ((PubSubApiConsumer) added.getConsumer()).setUsePlainTextConnection(settings.pubSubPlaintext());
        camel.getRouteController().startRoute(routeId(org));
    }

    private void close(OrgRef org) throws Exception {
        if (camel.getRoute(routeId(org)) != null) {
            camel.getRouteController().stopRoute(routeId(org), 5, TimeUnit.SECONDS);
            camel.removeRoute(routeId(org));
        }
    }

    /** Both an event that could not be taken and a position that is not known arrive here, on gRPC's thread. */
    private ExceptionHandler failures(Subscription subscription, int generation) {
        return new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                failed(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                failed(exception);
            }

            @Override
            public void handleException(
                    @Nullable String message, @Nullable Exchange exchange, @Nullable Throwable exception) {
                failed(exception);
            }

            private void failed(@Nullable Throwable exception) {
                if (exception instanceof InvalidReplayIdException) {
                    if (subscription.lost(generation)) {
                        listener.ifAvailable(told -> told.replayLost(subscription.org()));
                    }
                } else if (subscription.eventFailed(
                        generation, clock.instant(), "an event could not be taken; it comes again")) {
                    LOG.warn(
                            "An event of org {} could not be taken; it comes again: {}",
                            subscription.org().name(),
                            exception instanceof ProblemException problem ? problem.getMessage() : exception);
                }
            }
        };
    }

    private void prune() {
        try {
            ownWrites.prune();
        } catch (RuntimeException e) {
            LOG.warn("Old own writes could not be removed: {}", e.getMessage());
        }
    }

    private static String routeId(OrgRef org) {
        return "trigger.events." + org.name();
    }

    private static String preset(ReplayFrom from) {
        if (from instanceof ReplayFrom.After) {
            return "CUSTOM";
        }
        return from instanceof ReplayFrom.Earliest ? "EARLIEST" : "LATEST";
    }

    @PreDestroy
    void stop() {
        watchdog.shutdownNow();
    }
}
