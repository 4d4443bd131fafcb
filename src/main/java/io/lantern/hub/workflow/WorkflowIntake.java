package io.lantern.hub.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.Wishes;
import io.lantern.hub.run.NewRun;
import io.lantern.hub.run.RunStatus;
import io.lantern.hub.run.Runs;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The way into workflows for records of other systems; bean {@code workflowIntake}. */
@Service
public class WorkflowIntake {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int MOST_RECORDS = 1000;

    private final CamelContext camel;
    private final SourceRoutes sources;
    private final SalesforceOrgs orgs;
    private final Runs runs;
    private final CreditService credits;

    WorkflowIntake(CamelContext camel, SourceRoutes sources, SalesforceOrgs orgs, Runs runs, CreditService credits) {
        this.camel = camel;
        this.sources = sources;
        this.orgs = orgs;
        this.runs = runs;
        this.credits = credits;
    }

    /**
     * Operation {@code workflow.trigger}: each record's run is durable before the answer.
     *
     * @throws ProblemException {@code not_found} without such a workflow, {@code bad_request} with every fault of the
     *     records; then none was taken
     */
    public WorkflowAccepted trigger(String workflow, WorkflowRequest request, Caller caller) {
        Order order = order(workflow, request);
        return take(order, data(request, order), caller);
    }

    private static Order order(String workflow, WorkflowRequest request) {
        String source = source(request.sourceSystem());
        return new Order(workflow, source, request.wishes(), Boolean.TRUE.equals(request.waits()));
    }

    private JsonNode data(WorkflowRequest request, Order order) {
        JsonNode data = request.recordData();
        boolean mapped = sources.knows(order.source()) && !isRecord(data);
        return mapped ? sources.records(order.source(), data) : data;
    }

    /**
     * Operation {@code workflow.receive}.
     *
     * @param message in the source's own shape
     */
    public WorkflowAccepted receive(String workflow, String source, JsonNode message, Caller caller) {
        requireSource(source);
        requireWorkflow(workflow);
        return take(new Order(workflow, source, Wishes.NONE, false), sources.records(source, message), caller);
    }

    /**
     * For rooms that hear of records in another way than by HTTP: the runs that {@link #trigger} would start, to be
     * started in a transaction of theirs.
     *
     * @throws ProblemException as {@link #trigger}
     */
    public List<NewRun> runs(String workflow, WorkflowRequest request, Caller caller) {
        Order order = order(workflow, request);
        return runs(order, data(request, order), caller);
    }

    /** As {@link #runs(String, WorkflowRequest, Caller)}, of a message in the source's own shape. */
    public List<NewRun> runs(String workflow, String source, JsonNode message, Caller caller) {
        requireSource(source);
        return runs(new Order(workflow, source, Wishes.NONE, false), sources.records(source, message), caller);
    }

    private List<NewRun> runs(Order order, JsonNode data, Caller caller) {
        requireWorkflow(order.workflow());
        List<SentRecord> records = records(data);
        OrgRef org = orgs.ofTenant(caller.tenant(), null).ref();
        return records.stream().map(record -> run(org, record, order, caller)).toList();
    }

    private void requireSource(String source) {
        if (!sources.knows(source)) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "There is no source '%s'; add routes/source/%s.camel.yaml with the route source.%s."
                            .formatted(source, source, source));
        }
    }

    /**
     * For rooms that keep what they were sent themselves: a run of the workflow for one record, to be started in a
     * transaction of theirs.
     *
     * @param fields of a lead, under names of any system's
     * @throws ProblemException {@code not_found} without such a workflow, {@code not_configured} without an org
     */
    public NewRun run(String workflow, Map<String, ?> fields, String source, Wishes wishes, Caller caller) {
        requireWorkflow(workflow);
        OrgRef org = orgs.ofTenant(caller.tenant(), null).ref();
        SentRecord record = new SentRecord("Lead", null, new LinkedHashMap<>(fields));
        return run(org, record, new Order(workflow, source, wishes, false), caller);
    }

    private static NewRun run(OrgRef org, SentRecord record, Order order, Caller caller) {
        return new NewRun(
                caller.tenant(),
                WorkflowService.KIND,
                order.workflow(),
                record.subject(org.name()),
                input(org, record, order, caller),
                caller.requestId(),
                null);
    }

    /** What is to be done with the records. */
    private record Order(String workflow, String source, Wishes wishes, boolean waits) {}

    private WorkflowAccepted take(Order order, JsonNode data, Caller caller) {
        long begun = System.nanoTime();
        requireWorkflow(order.workflow());
        List<SentRecord> records = records(data);
        // Each run pays for itself; a caller whose runs could only wait for credits is told so at once.
        // The exact balance is asked for only when what is known of it may be too little.
        if (credits.remaining(caller.tenant()).isLessThan(credits.mostPerRecord())) {
            credits.require(caller.tenant(), credits.mostPerRecord());
        }
        OrgRef org = orgs.ofTenant(caller.tenant(), null).ref();
        List<String> started = records.stream()
                .map(record -> runs.accept(run(org, record, order, caller)))
                .toList();
        Collection<RunStatus> ends =
                order.waits() ? runs.await(started, LONGEST_WAIT).values() : List.of();
        return new WorkflowAccepted(
                true,
                caller.requestId(),
                order.waits() ? used(caller.tenant(), started) : Credits.NONE,
                credits.remaining(caller.tenant()),
                (System.nanoTime() - begun) / 1_000_000,
                false,
                status(started, ends),
                order.workflow(),
                started.isEmpty() ? null : started.get(0),
                started);
    }

    private void requireWorkflow(String workflow) {
        if (camel.getRoute(WorkflowService.ROUTES + workflow) == null) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "There is no workflow '%s'. GET /v1/workflows lists those that are loaded.".formatted(workflow));
        }
    }

    private static List<SentRecord> records(JsonNode data) {
        List<Problem.Detail> faults = new ArrayList<>();
        List<SentRecord> records = new ArrayList<>();
        if (data.isArray()) {
            if (data.size() > MOST_RECORDS) {
                faults.add(new Problem.Detail("record_data", "must be at most %d records".formatted(MOST_RECORDS)));
            }
            for (int i = 0; i < data.size() && faults.isEmpty(); i++) {
                SentRecord.parse(data.get(i), "record_data[" + i + "]", faults).ifPresent(records::add);
            }
        } else {
            SentRecord.parse(data, "record_data", faults).ifPresent(records::add);
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    new Problem(ProblemCode.BAD_REQUEST, "The record has faults; nothing was started.", faults));
        }
        return records;
    }

    private static Map<String, ?> input(OrgRef org, SentRecord record, Order order, Caller caller) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("org", org.name());
        input.put("object", record.object());
        if (record.id() != null) {
            input.put("id", record.id().value());
        }
        input.put("fields", record.fields());
        input.put("source", order.source());
        input.put("wishes", order.wishes());
        input.put("key", caller.keyId());
        if (!caller.tags().isEmpty()) {
            input.put("tags", caller.tags());
        }
        return input;
    }

    private static boolean isRecord(JsonNode data) {
        return data.isObject() && data.has("object");
    }

    private static String source(@Nullable String named) {
        String name =
                named == null ? "" : named.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        return name.isEmpty() ? "api" : name;
    }

    private static String status(List<String> started, Collection<RunStatus> ends) {
        if (started.isEmpty()) {
            return "triggered";
        }
        if (ends.contains(RunStatus.FAILED) || ends.contains(RunStatus.CANCELLED)) {
            return "failed";
        }
        return !ends.isEmpty() && ends.stream().allMatch(RunStatus.COMPLETED::equals) ? "triggered" : "queued";
    }

    private Credits used(TenantId tenant, List<String> started) {
        return credits.usedByRuns(tenant, started).values().stream().reduce(Credits.NONE, Credits::plus);
    }
}
