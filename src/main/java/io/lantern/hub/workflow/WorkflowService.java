package io.lantern.hub.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.credit.Billed;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.Wishes;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.run.RunWork;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Work of kind {@code workflow}: one record goes through the route {@code workflow.<name>}, which finds the {@link
 * Arrival} in its variable {@code arrival}. What the route leaves in variables named {@code output.*} is what the run
 * says of itself. It costs what its steps' results say, besides the record itself; a route that ends by {@code stop}
 * found nothing to do and costs nothing, unless a step's result says that the record was taken care of.
 */
@Service
class WorkflowService implements RunWork {
    static final String KIND = "workflow";

    /** What every workflow's route id begins with. */
    static final String ROUTES = "workflow.";

    private static final String OUTPUT = "output.";

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final CreditService credits;
    private final ObjectMapper json;

    WorkflowService(CamelContext camel, ProducerTemplate routes, CreditService credits, ObjectMapper json) {
        this.camel = camel;
        this.routes = routes;
        this.credits = credits;
        this.json = json;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The whole worst case, because a workflow cannot stop half-way when credits run out. */
    @Override
    public Optional<Quote> quote(Ticket ticket) {
        String asker = ticket.input().get("key") instanceof String key ? key : null;
        ChargedWork work = ChargedWork.ofRun(ticket.tenant(), ticket.runId(), route(ticket), ticket.requestId())
                .countedFor(ticket.name(), asker, tags(ticket));
        return Optional.of(Quote.fixed(work, credits.mostPerRecord()));
    }

    @Override
    public Outcome execute(Ticket ticket) throws Exception {
        String route = route(ticket);
        if (camel.getRoute(route) == null) {
            // Worth another try: a route is away for a moment while its file reloads.
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE,
                    "The workflow '%s' is not loaded; add routes/workflow/%s.camel.yaml, then replay the run"
                            .formatted(ticket.name(), ticket.name()));
        }
        Arrival arrival = arrival(ticket);
        Exchange exchange = routes.send("direct:" + route, sent -> {
            sent.setVariable("arrival", arrival);
            sent.setProperty(JournaledStep.TICKET, ticket);
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            throw known(failure);
        }
        return new Outcome(output(exchange), uses(exchange));
    }

    private static String route(Ticket ticket) {
        return ROUTES + ticket.name();
    }

    private static Map<String, String> tags(Ticket ticket) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (ticket.input().get("tags") instanceof Map<?, ?> sent) {
            sent.forEach((name, value) -> tags.put(String.valueOf(name), String.valueOf(value)));
        }
        return tags;
    }

    private List<Use> uses(Exchange exchange) {
        Set<Item> items = EnumSet.noneOf(Item.class);
        for (Object result : exchange.getVariables().values()) {
            Item billed = result instanceof Billed step ? step.billed() : null;
            if (billed != null) {
                items.add(billed);
            }
        }
        if (exchange.isRouteStop()) {
            items.retainAll(EnumSet.of(Item.RECORD));
        } else if (!items.contains(Item.FORM)) {
            items.add(Item.RECORD);
        }
        return credits.uses(items);
    }

    /**
     * Passes when Salesforce took a write, else ends the run.
     *
     * @param code Salesforce's own when it refused; null when it did not
     * @param message Salesforce's own words; null when it gave none
     * @throws ProblemException {@code upstream_error}: a dead letter, because repeating the write will not help
     */
    public void accepted(WorkOrder order, @Nullable String code, @Nullable String message) {
        if (code != null) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_ERROR,
                    "Salesforce refused to write %s %s (%s%s); correct the record or the rule, then replay the run"
                            .formatted(order.object(), order.id(), code, message == null ? "" : ": " + message));
        }
    }

    /** @return the problem inside a failure when there is one, else the failure */
    static Exception known(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        return failure;
    }

    private Arrival arrival(Ticket ticket) {
        Map<String, Object> input = ticket.input();
        return new Arrival(
                new OrgRef(ticket.tenant(), text(ticket, "org")),
                ticket.runId(),
                ticket.requestId(),
                ticket.name(),
                input.get("source") instanceof String source ? source : "salesforce",
                text(ticket, "object"),
                input.get("id") instanceof String id ? SalesforceId.of(id) : null,
                json.convertValue(input.getOrDefault("fields", Map.of()), FIELDS),
                input.containsKey("wishes") ? json.convertValue(input.get("wishes"), Wishes.class) : Wishes.NONE);
    }

    private static String text(Ticket ticket, String name) {
        if (ticket.input().get(name) instanceof String text) {
            return text;
        }
        throw new ProblemException(ProblemCode.BAD_REQUEST, "The run's input has no '" + name + "'");
    }

    private Map<String, Object> output(Exchange exchange) {
        Map<String, Object> output = new LinkedHashMap<>();
        exchange.getVariables().forEach((name, value) -> {
            boolean empty = value == null || (value instanceof Collection<?> all && all.isEmpty());
            if (name.startsWith(OUTPUT) && !empty) {
                output.put(name.substring(OUTPUT.length()), json.convertValue(value, Object.class));
            }
        });
        return output;
    }
}
