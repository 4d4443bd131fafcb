package io.lantern.hub.connector;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Service;

/** The door of delivery; bean {@code connectorService}. */
@Service
public class ConnectorService {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private final Map<String, Connector> connectors = new TreeMap<>();
    private final ProducerTemplate routes;
    private final ExecutorService threads;
    private final ConnectorSettings settings;
    private final Outcomes outcomes;
    private final Connections connections;
    private final Checks checks;

    ConnectorService(
            List<Connector> connectors,
            ProducerTemplate routes,
            ExecutorService connectorThreads,
            ConnectorSettings settings,
            Outcomes outcomes,
            Connections connections,
            Checks checks) {
        connectors.forEach(connector -> this.connectors.put(connector.type(), connector));
        this.routes = routes;
        this.threads = connectorThreads;
        this.settings = settings;
        this.outcomes = outcomes;
        this.connections = connections;
        this.checks = checks;
    }

    /**
     * @param target a type such as {@code slack}, or {@code webhook.<name>}
     * @return whether there can be such a target; whether it is configured is another question
     */
    public boolean knows(String target) {
        Connector connector = connectors.get(type(target));
        return connector != null
                && (target.equals(connector.type())
                        || (connector.isNamed() && NAME.matcher(name(target)).matches()));
    }

    /**
     * Delivers once and repeats nothing. A caller that repeats does so with the same key, so that a receiver that
     * already has the delivery can tell.
     *
     * @param target that {@link #knows} says yes to
     * @throws ProblemException {@code not_configured} naming the setting; {@code upstream_unavailable}, {@code
     *     upstream_timeout} or {@code rate_limited} (with {@code retry_after} when the target said so) when it is worth
     *     another try; {@code upstream_error} when the target refused for good, its own words in the details; {@code
     *     bad_request} when the delivery lacks what the target needs
     */
    public Delivered deliver(String target, Delivery delivery) {
        Connector connector = connectors.get(type(target));
        if (connector == null || !knows(target)) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "There is no such target; take one of " + String.join(", ", connectors.keySet()) + ".");
        }
        String name = configured(connector, target, delivery.tenant());
        try {
            Delivered delivered = inTime(name, () -> call(connector, name, delivery));
            outcomes.good(name);
            return delivered;
        } catch (ProblemException e) {
            if (e.problem().code() != ProblemCode.BAD_REQUEST) {
                outcomes.bad(name, e.problem());
            }
            throw e;
        }
    }

    /** Operation {@code connector.list}: what the tenant's hub is connected to, each really asked. */
    public ConnectorList list(Caller caller) {
        return new ConnectorList(checks.all(connections.of(caller.tenant())));
    }

    /** A type that may have several stands for its only one. */
    private static String configured(Connector connector, String target, TenantId tenant) {
        List<String> own = connector.targets().stream()
                .filter(one -> one.isOf(tenant))
                .map(Target::name)
                .toList();
        if (own.contains(target)) {
            return target;
        }
        if (connector.isNamed() && target.equals(connector.type()) && own.size() == 1) {
            return own.get(0);
        }
        throw TargetFault.notConfigured(target, connector.setting(target));
    }

    private Delivered call(Connector connector, String target, Delivery delivery) throws Exception {
        Exchange done = routes.request("direct:connector." + connector.type(), exchange -> {
            exchange.setProperty("target", target);
            exchange.setProperty("delivery", delivery);
            exchange.getMessage().setBody(delivery);
        });
        Exception failure = done.getException();
        if (failure != null) {
            ProblemException explained = connector.explain(failure);
            throw explained == null ? failure : explained;
        }
        return done.getMessage().getBody(Delivered.class);
    }

    private Delivered inTime(String target, Callable<Delivered> call) {
        Future<Delivered> running;
        try {
            running = threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw TargetFault.later(target, "has to wait: too many deliveries are under way", null);
        }
        try {
            return running.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw TargetFault.late(target);
        } catch (ExecutionException e) {
            throw TargetFault.broken(target, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TargetFault.later(target, "was not waited for: the work was stopped", null);
        } finally {
            running.cancel(true);
        }
    }

    private static String type(String target) {
        int dot = target.indexOf('.');
        return dot < 0 ? target : target.substring(0, dot);
    }

    private static String name(String target) {
        return target.substring(target.indexOf('.') + 1);
    }
}
