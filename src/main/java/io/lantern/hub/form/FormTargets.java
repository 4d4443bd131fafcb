package io.lantern.hub.form;

import io.lantern.hub.connector.ConnectorService;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.form.FormResult.Push;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.trigger.landing.Landed;
import io.lantern.hub.trigger.landing.LandingService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a submission can be pushed to. */
@Component
class FormTargets {
    static final String SALESFORCE = "salesforce";

    /** Another try may cure these; the run makes it. */
    private static final Set<ProblemCode> PASSING = Set.of(
            ProblemCode.UPSTREAM_UNAVAILABLE,
            ProblemCode.UPSTREAM_TIMEOUT,
            ProblemCode.RATE_LIMITED,
            ProblemCode.NOT_CONFIGURED);

    private final LandingService landing;
    private final ConnectorService connectors;

    FormTargets(LandingService landing, ConnectorService connectors) {
        this.landing = landing;
        this.connectors = connectors;
    }

    /** @throws ProblemException {@code bad_request} that names each target there is not */
    void require(List<String> targets) {
        List<Problem.Detail> faults = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (!targets.get(i).equals(SALESFORCE) && !connectors.knows(targets.get(i))) {
                faults.add(new Problem.Detail(
                        "output_preferences.targets[" + i + "]",
                        "is no target; GET /v1/connectors lists those there are"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    new Problem(ProblemCode.BAD_REQUEST, "The form has faults; nothing was taken.", faults));
        }
    }

    /** @return what became of it; queued when another try may help */
    Push push(String target, Arrival arrival, Map<String, Object> lead) {
        try {
            return new Push(target, Push.PUSHED, deliver(target, arrival, lead), null);
        } catch (ProblemException e) {
            String status = PASSING.contains(e.problem().code()) ? Push.QUEUED : Push.FAILED;
            return new Push(target, status, null, e.problem().message());
        }
    }

    private @Nullable String deliver(String target, Arrival arrival, Map<String, Object> lead) {
        if (!target.equals(SALESFORCE)) {
            Delivery delivery = new Delivery(
                    arrival.org().tenant(),
                    arrival.runId() + "." + target,
                    arrival.requestId(),
                    "New form submission",
                    text(lead),
                    new LinkedHashMap<>(lead),
                    Map.of());
            return connectors.deliver(target, delivery).id();
        }
        Landed landed = landing.land(new Arrival(
                arrival.org(),
                arrival.runId(),
                arrival.requestId(),
                arrival.workflow(),
                arrival.source(),
                arrival.object(),
                null,
                new LinkedHashMap<>(lead),
                arrival.wishes()));
        return landed.order().id().value();
    }

    /** For people: what was entered and found, a line each. */
    private static String text(Map<String, Object> lead) {
        return lead.entrySet().stream()
                .map(field -> "%s: %s".formatted(field.getKey().replace('_', ' '), field.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
