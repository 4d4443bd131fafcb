package io.lantern.hub.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.WishedLookups;
import io.lantern.hub.form.FormResult.Push;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.Wishes;
import io.lantern.hub.run.NewRun;
import io.lantern.hub.run.Runs;
import io.lantern.hub.workflow.WorkflowIntake;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door of web forms; bean {@code formService}. A submission and its run are durable before anything is done; the
 * answer waits for the run as long as its time allows, and tells what is known by then.
 */
@Service("formService")
class FormService {
    /** The workflow that a submission goes through; its file is {@code routes/workflow/form-submission.camel.yaml}. */
    private static final String WORKFLOW = "form-submission";

    private static final TypeReference<Map<String, Object>> LEAD = new TypeReference<>() {};

    private final FormStore store;
    private final FormTargets targets;
    private final ConsentPolicy consent;
    private final BotCheck bots;
    private final WishedLookups lookups;
    private final WorkflowIntake workflows;
    private final Runs runs;
    private final CreditService credits;
    private final AuditLog log;
    private final FormSettings settings;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Semaphore waiting;

    FormService(
            FormStore store,
            FormTargets targets,
            ConsentPolicy consent,
            BotCheck bots,
            WishedLookups lookups,
            WorkflowIntake workflows,
            Runs runs,
            CreditService credits,
            AuditLog log,
            FormSettings settings,
            ObjectMapper json,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.targets = targets;
        this.consent = consent;
        this.bots = bots;
        this.lookups = lookups;
        this.workflows = workflows;
        this.runs = runs;
        this.credits = credits;
        this.log = log;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.transaction = transaction;
        this.waiting = new Semaphore(settings.waiting());
    }

    /**
     * Operation {@code form.submit}.
     *
     * @param origins pages that a browser may be sent on to
     * @throws ProblemException {@code bad_request} with every fault that the visitor or the page can mend
     */
    public FormResult submit(FormRequest request, List<String> origins, Caller caller) {
        long begun = System.nanoTime();
        Optional<String> bot = bots.suspicion(request);
        if (bot.isPresent()) {
            return dropped(request, bot.get(), caller, begun);
        }
        FormLead lead = FormLead.of(request, bots::isMark);
        targets.require(request.targets());
        requireOwnPage(request.redirectUrl(), origins);
        boolean allowed = consent.allows(request.consent(), lead.country());
        List<String> services = allowed ? request.services() : List.of();
        FormStore.Submission kept = keep(request, lead, services, caller);
        await(kept, request);
        return result(kept, request, allowed || services.isEmpty(), caller, begun);
    }

    /** The step {@code enrich} of the workflow of submissions. */
    public EnrichedForm enrich(Arrival arrival) {
        TenantId tenant = arrival.org().tenant();
        FormStore.Submission submission = submission(arrival);
        Map<String, Object> lead = read(submission.lead());
        if (arrival.wishes().services().isEmpty()) {
            return new EnrichedForm(lead, List.of());
        }
        WishedLookups.Found found = lookups.find(
                submission.id(),
                FormLeadFields.clues(lead),
                arrival.wishes(),
                service -> ChargedWork.ofRunPart(
                                tenant, arrival.runId(), service, "enrich." + service, arrival.requestId())
                        .countedFor(arrival.workflow(), null, Map.of()));
        Map<String, Object> enriched = FormLeadFields.with(lead, found.values());
        store.saveLead(tenant, submission.id(), write(enriched));
        return new EnrichedForm(enriched, found.notes());
    }

    /**
     * The step {@code push}: each target by itself. One that does not answer holds up no other; the run comes back for
     * it.
     *
     * @throws ProblemException {@code upstream_unavailable} while a target may still take it, {@code upstream_error} when
     *     one refused it for good
     */
    public PushedForm push(Arrival arrival, EnrichedForm form) {
        TenantId tenant = arrival.org().tenant();
        String id = submission(arrival).id();
        for (Push open : store.pushes(tenant, id)) {
            if (!open.status().equals(Push.PUSHED)) {
                store.savePush(tenant, id, targets.push(open.target(), arrival, form.lead()));
            }
        }
        List<Push> after = store.pushes(tenant, id);
        require(after, Push.QUEUED, ProblemCode.UPSTREAM_UNAVAILABLE);
        require(after, Push.FAILED, ProblemCode.UPSTREAM_ERROR);
        return new PushedForm(after.stream().map(Push::target).toList());
    }

    private static void require(List<Push> pushes, String status, ProblemCode code) {
        pushes.stream().filter(push -> push.status().equals(status)).findFirst().ifPresent(push -> {
            throw new ProblemException(code, "%s: %s".formatted(push.target(), push.error()));
        });
    }

    private FormStore.Submission keep(FormRequest request, FormLead lead, List<String> services, Caller caller) {
        // What the submission's run would find out too late: nothing is kept for a workflow that does not exist.
        Wishes wishes = new Wishes(services, null, Wishes.Overwrite.FILL_BLANKS, null);
        NewRun run = workflows.run(WORKFLOW, lead.fields(), "form", wishes, caller);
        Optional<NewRun> behind = Optional.ofNullable(request.workflowId())
                .map(workflow -> workflows.run(workflow, lead.fields(), "form", wishes, caller));
        String hash = hash(request, lead);
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(
                        transaction.execute(status -> keep(hash, request, lead, run, behind, caller.tenant())));
            } catch (DuplicateKeyException another) {
                // The same click at the same time: the other's submission is found now.
                if (attempt == 3) {
                    throw another;
                }
            }
        }
    }

    private FormStore.Submission keep(
            String hash, FormRequest request, FormLead lead, NewRun run, Optional<NewRun> behind, TenantId tenant) {
        Instant now = clock.instant();
        Optional<FormStore.Submission> before = store.recent(tenant, hash, now.minus(settings.doubleSubmit()));
        if (before.isPresent()) {
            return before.get();
        }
        String runId = runs.start(run).orElseThrow();
        behind.ifPresent(runs::start);
        FormStore.Submission submission =
                new FormStore.Submission(runId.replaceFirst("^run_", "form_"), runId, write(lead.fields()));
        store.insert(tenant, submission, request.targets(), now);
        store.remember(tenant, hash, submission.id(), now);
        return submission;
    }

    private void await(FormStore.Submission submission, FormRequest request) {
        Integer wished = request.enrichmentPreferences() == null
                ? null
                : request.enrichmentPreferences().timeoutMs();
        Duration most = wished == null ? settings.answerWithin() : Duration.ofMillis(wished);
        Duration atMost = most.compareTo(FormSettings.LONGEST) > 0 ? FormSettings.LONGEST : most;
        // Every answer that waits holds a thread of the web server: past this many, nobody waits for anybody.
        if (atMost.isZero() || !waiting.tryAcquire()) {
            return;
        }
        try {
            Map<String, ?> unused = runs.await(List.of(submission.runId()), atMost);
        } finally {
            waiting.release();
        }
    }

    private FormResult result(FormStore.Submission kept, FormRequest request, boolean safe, Caller caller, long begun) {
        TenantId tenant = caller.tenant();
        Map<String, Object> lead =
                read(store.find(tenant, kept.id()).orElse(kept).lead());
        List<Push> pushes = store.pushes(tenant, kept.id());
        return new FormResult(
                true,
                caller.requestId(),
                credits.usedByRuns(tenant, List.of(kept.runId())).getOrDefault(kept.runId(), Credits.NONE),
                credits.remaining(tenant),
                (System.nanoTime() - begun) / 1_000_000,
                false,
                status(pushes),
                FormLeadFields.salesforce(lead),
                pushes,
                safe,
                request.redirectUrl());
    }

    private static String status(List<Push> pushes) {
        if (pushes.stream().anyMatch(push -> push.status().equals(Push.FAILED))) {
            return "failed";
        }
        boolean pushed = !pushes.isEmpty()
                && pushes.stream().allMatch(push -> push.status().equals(Push.PUSHED));
        return pushed ? "pushed" : "enriched";
    }

    /** Else the hub would send people to any page that somebody writes into a link. */
    private static void requireOwnPage(@Nullable String redirect, List<String> origins) {
        if (redirect != null && origins.stream().noneMatch(origin -> (redirect + "/").startsWith(origin + "/"))) {
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    "The form has faults; nothing was taken.",
                    List.of(new Problem.Detail(
                            "output_preferences.redirect_url",
                            "must be a page of the form's own site, or of an origin that the key names"))));
        }
    }

    /** A program must not learn that it was found out, so the answer looks like any other. */
    private FormResult dropped(FormRequest request, String why, Caller caller, long begun) {
        log.append(AuditEntry.of(
                caller.tenant(),
                "delete",
                "Form",
                Objects.requireNonNullElse(request.source("form_name"), "form"),
                "Dropped: " + why,
                caller.requestId(),
                caller.effectKey(),
                Map.of()));
        return new FormResult(
                true,
                caller.requestId(),
                Credits.NONE,
                credits.remaining(caller.tenant()),
                (System.nanoTime() - begun) / 1_000_000,
                false,
                "enriched",
                Map.of("Email", request.email()),
                List.of(),
                true,
                request.redirectUrl());
    }

    private FormStore.Submission submission(Arrival arrival) {
        return store.ofRun(arrival.org().tenant(), arrival.runId())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.BAD_REQUEST, "This workflow is for what POST /v1/forms/submit takes."));
    }

    private static String hash(FormRequest request, FormLead lead) {
        String form = Objects.requireNonNullElse(request.source("form_name"), "");
        String page = Objects.requireNonNullElse(request.source("page_url"), "");
        String which = form.isEmpty() ? page : form;
        return Hashing.sha256()
                .hashString(which + "\n" + lead.fields().get("email"), StandardCharsets.UTF_8)
                .toString();
    }

    private String write(Map<String, Object> lead) {
        try {
            return json.writeValueAsString(lead);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A lead is JSON", e);
        }
    }

    private Map<String, Object> read(@Nullable String lead) {
        try {
            return json.readValue(String.valueOf(lead), LEAD);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored submission is damaged", e);
        }
    }
}
