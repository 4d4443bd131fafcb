package io.lantern.hub.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.credit.Billed;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.TestCredits;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Arrival;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.run.RunWork;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** The workflow as it is shipped, with rooms that note what they are asked. */
class InboundLeadTest {
    private static final SalesforceId LEAD = SalesforceId.of("00QLA0000000001");
    private static final SalesforceId USER = SalesforceId.of("005LA0000000001");
    private static final SalesforceId OTHER_USER = SalesforceId.of("005LA0000000002");
    private static final SalesforceId ACCOUNT = SalesforceId.of("001LA0000000001");

    private final ObjectMapper json = Jackson2ObjectMapperBuilder.json()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> calls = new ArrayList<>();
    private final MemoryJournal journal = new MemoryJournal();
    private final Rooms rooms = new Rooms();
    private static TestDatabase database;
    private WorkflowService workflows;

    @BeforeAll
    static void openDatabase() {
        database = TestDatabase.h2("credit");
    }

    @AfterAll
    static void closeDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void startRoutes() throws Exception {
        for (String room : List.of(
                "landingService",
                "salesforceService",
                "enrichService",
                "matchService",
                "convertService",
                "assignService")) {
            camel.getRegistry().bind(room, rooms);
        }
        camel.getRegistry().bind("auditService", rooms);
        camel.getRegistry().bind("routeErrorAnswer", (org.apache.camel.Processor) exchange -> {});
        camel.getCamelContextExtension().addInterceptStrategy(new StepJournaling(json));
        workflows = new WorkflowService(
                camel,
                camel.createProducerTemplate(),
                TestCredits.node(database, Clock.systemUTC()).service(),
                json);
        camel.getRegistry().bind("workflowService", workflows);
        for (String file : List.of("errors", "workflow/inbound-lead")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + file + ".camel.yaml"));
        }
        camel.start();
    }

    @AfterEach
    void stopRoutes() {
        camel.stop();
    }

    @Test
    void a_lead_goes_through_every_step_once_and_the_run_says_what_came_out() throws Exception {
        Map<String, ?> output = run();

        assertThat(calls)
                .containsExactly(
                        "read", "enrich", "match", "decide", "assign inbound null", "write " + USER, "log [Phone]");
        assertThat(output.get("owner")).isEqualTo(USER.value());
        assertThat(output.get("reason")).isEqualTo("No account matches");
        assertThat(output).doesNotContainKey("conversion");
    }

    @Test
    void a_lead_of_a_known_account_is_converted_for_the_owner_it_got() throws Exception {
        rooms.decision = new Decision(Action.CONVERT, ACCOUNT, null, OTHER_USER, "The e-mail domain is the account's");

        Map<String, ?> output = run();

        assertThat(calls).contains("assign inbound " + OTHER_USER, "convert " + ACCOUNT + " for " + OTHER_USER);
        assertThat(output.get("conversion")).isEqualTo(Map.of("account_id", ACCOUNT.value()));
    }

    @Test
    void a_run_that_goes_on_repeats_no_finished_step() throws Exception {
        rooms.decision = new Decision(Action.CONVERT, ACCOUNT, null, null, "One account matches");
        rooms.conversionFails = true;
        assertThatThrownBy(this::run).isInstanceOf(ProblemException.class).hasMessage("Salesforce is down");
        assertThat(journal.failed).containsExactly(Map.entry("convert", "Salesforce is down"));
        calls.clear();

        rooms.conversionFails = false;
        Map<String, ?> output = run();

        assertThat(calls).containsExactly("convert " + ACCOUNT + " for " + USER, "log [Phone]");
        assertThat(output.get("owner")).isEqualTo(USER.value());
    }

    @Test
    void a_lead_that_is_gone_ends_the_run_early_and_says_so() throws Exception {
        rooms.lead = new ReadResult(false, null);

        assertThat(run()).isEqualTo(Map.of("record_id", LEAD.value(), "reason", "The record is gone"));
        assertThat(calls).containsExactly("read");
    }

    @Test
    void a_lead_that_was_converted_before_is_left_alone() throws Exception {
        rooms.lead = new ReadResult(true, new CrmRecord("Lead", LEAD, Map.of("IsConverted", true)));

        assertThat(run()).isEqualTo(Map.of("record_id", LEAD.value(), "reason", "The lead was converted already"));
        assertThat(calls).containsExactly("read");
    }

    @Test
    void an_owner_that_salesforce_finds_inactive_is_replaced() throws Exception {
        rooms.answers.put(USER, new WriteResult(false, "INACTIVE_OWNER_OR_USER", "inactive"));

        Map<String, ?> output = run();

        assertThat(calls).containsSubsequence("write " + USER, "reassign inbound not " + USER, "write " + OTHER_USER);
        assertThat(output.get("owner")).isEqualTo(OTHER_USER.value());
    }

    @Test
    void a_write_that_salesforce_refuses_ends_the_run_with_its_words() {
        rooms.answers.put(USER, new WriteResult(false, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Say the industry"));

        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_ERROR))
                .hasMessageContaining("FIELD_CUSTOM_VALIDATION_EXCEPTION: Say the industry");
        assertThat(calls).doesNotContain("log [Phone]");
    }

    @Test
    void a_lead_that_somebody_converts_meanwhile_is_left_alone() throws Exception {
        rooms.answers.put(USER, new WriteResult(false, "CANNOT_UPDATE_CONVERTED_LEAD", "converted"));

        assertThat(run())
                .isEqualTo(Map.of("record_id", LEAD.value(), "reason", "The lead was deleted or converted meanwhile"));
    }

    @Test
    void a_person_who_is_an_open_lead_already_keeps_the_owner() throws Exception {
        rooms.ending = "The person is an open lead already";
        rooms.ignored = List.of("shoe_size");

        Map<String, ?> output = run();

        assertThat(calls).isEmpty();
        assertThat(output.get("reason")).asString().contains("open lead already");
        assertThat(output.get("ignored_fields")).isEqualTo(List.of("shoe_size"));
    }

    @Test
    void a_lead_whose_creation_another_run_has_begun_to_work_on_is_left_to_that_run() throws Exception {
        rooms.ending = "Run run_2 does the rest";

        assertThat(run().get("reason")).asString().contains("run_2 does the rest");
        assertThat(calls).isEmpty();
    }

    @Test
    void the_pool_that_the_sender_wishes_for_takes_the_place_of_the_workflows_own() throws Exception {
        Map<String, Object> input = Map.of(
                "org",
                "sandbox",
                "object",
                "Lead",
                "fields",
                Map.of("Email", "ada@acme.example"),
                "source",
                "eloqua",
                "wishes",
                Map.of("services", List.of(), "overwrite", "FILL_BLANKS", "pool", "emea"));

        workflows.execute(new RunWork.Ticket(new TenantId(1), "run_1", "inbound-lead", "req_1", 1, input, journal));

        assertThat(calls).contains("assign emea null");
    }

    @Test
    void a_workflow_that_is_not_loaded_is_named() {
        RunWork.Ticket ticket = ticket("nothing-like-it");

        assertThatThrownBy(() -> workflows.execute(ticket)).hasMessageContaining("nothing-like-it");
    }

    @Test
    void a_lead_costs_a_credit_two_more_when_it_is_enriched_and_one_more_when_it_is_routed() throws Exception {
        assertThat(workflows.execute(ticket("inbound-lead")).uses())
                .containsExactly(
                        Use.of(Item.RECORD, Credits.of(1)),
                        Use.of(Item.RECORD_ENRICHED, Credits.of(2)),
                        Use.of(Item.RECORD_ROUTED, Credits.of(1)));
    }

    @Test
    void a_lead_that_is_reassigned_is_routed_once_and_one_that_needs_nothing_is_not_enriched() throws Exception {
        rooms.answers.put(USER, new WriteResult(false, "INACTIVE_OWNER_OR_USER", "inactive"));
        rooms.enrichmentFinds = false;

        assertThat(workflows.execute(ticket("inbound-lead")).uses())
                .extracting(Use::item)
                .containsExactly(Item.RECORD, Item.RECORD_ROUTED);
    }

    @Test
    void a_run_that_goes_on_costs_the_same() throws Exception {
        rooms.decision = new Decision(Action.CONVERT, ACCOUNT, null, null, "One account matches");
        rooms.conversionFails = true;
        assertThatThrownBy(this::run).isInstanceOf(ProblemException.class);

        rooms.conversionFails = false;

        assertThat(workflows.execute(ticket("inbound-lead")).uses()).hasSize(3);
    }

    @Test
    void a_lead_with_which_there_is_nothing_to_do_costs_nothing() throws Exception {
        rooms.lead = new ReadResult(false, null);
        assertThat(workflows.execute(ticket("inbound-lead")).uses()).isEmpty();
    }

    @Test
    void a_lead_that_somebody_converted_while_it_was_worked_on_costs_nothing() throws Exception {
        rooms.answers.put(USER, new WriteResult(false, "CANNOT_UPDATE_CONVERTED_LEAD", "converted"));
        assertThat(workflows.execute(ticket("inbound-lead")).uses()).isEmpty();
    }

    @Test
    void the_worst_case_is_quoted_for_the_workflow_and_whoever_asked() {
        Map<String, Object> input = Map.of("key", "lnt_abcdefgh", "tags", Map.of("campaign", "spring"));
        RunWork.Ticket ticket =
                new RunWork.Ticket(new TenantId(1), "run_1", "inbound-lead", "req_1", 1, input, journal);

        Quote quote = workflows.quote(ticket).orElseThrow();

        assertThat(quote.most()).isEqualTo(Credits.of(4));
        assertThat(quote.least()).isEqualTo(Credits.of(4));
        assertThat(quote.work())
                .isEqualTo(ChargedWork.ofRun(new TenantId(1), "run_1", "workflow.inbound-lead", "req_1")
                        .countedFor("inbound-lead", "lnt_abcdefgh", Map.of("campaign", "spring")));
    }

    private Map<String, ?> run() throws Exception {
        return Objects.requireNonNull(workflows.execute(ticket("inbound-lead")).output());
    }

    private RunWork.Ticket ticket(String workflow) {
        Map<String, Object> input = Map.of("org", "sandbox", "object", "Lead", "id", LEAD.value());
        return new RunWork.Ticket(new TenantId(1), "run_1", workflow, "evt_1", 1, input, journal);
    }

    record Landed(
            WorkOrder order,
            boolean created,
            boolean known,
            List<String> filled,
            List<String> ignored,
            @Nullable String ending) {}

    record ReadResult(boolean found, @Nullable CrmRecord record) {}

    record Enrichment(CrmRecord record, Map<String, FieldChange> changes) implements Billed {
        @Override
        public @Nullable Item billed() {
            return changes.isEmpty() ? null : Item.RECORD_ENRICHED;
        }
    }

    record Match(String status) {}

    enum Action {
        CONVERT,
        LEAVE
    }

    record Decision(
            Action action,
            @Nullable SalesforceId accountId,
            @Nullable SalesforceId contactId,
            @Nullable SalesforceId preferredOwner,
            String reason) {}

    record Owner(SalesforceId ownerId) implements Billed {
        @Override
        public Item billed() {
            return Item.RECORD_ROUTED;
        }
    }

    record WriteResult(
            boolean written,
            @Nullable String code,
            @Nullable String message) {}

    record Conversion(@Nullable SalesforceId accountId) {}

    /** Stands for all rooms. Public methods: Camel calls them. */
    public final class Rooms {
        private final Map<SalesforceId, WriteResult> answers = new HashMap<>();
        private ReadResult lead = new ReadResult(true, new CrmRecord("Lead", LEAD, Map.of("IsConverted", false)));
        private Decision decision = new Decision(Action.LEAVE, null, null, null, "No account matches");
        private boolean conversionFails;
        private @Nullable String ending;
        private List<String> ignored = List.of();
        private boolean enrichmentFinds = true;

        public Landed land(Arrival arrival) {
            SalesforceId id = arrival.id();
            WorkOrder order =
                    new WorkOrder(arrival.org(), arrival.runId(), arrival.requestId(), "Lead", id == null ? LEAD : id);
            return new Landed(order, id == null, false, List.of(), ignored, ending);
        }

        public ReadResult read(WorkOrder order) {
            assertThat(order.id()).isEqualTo(LEAD);
            calls.add("read");
            return lead;
        }

        public Enrichment enrich(WorkOrder order, CrmRecord record, Arrival arrival) {
            calls.add("enrich");
            if (!enrichmentFinds) {
                return new Enrichment(record.with(Map.of("Phone", "+41")), Map.of());
            }
            return new Enrichment(
                    record.with(Map.of("Phone", "+41")),
                    Map.of("Phone", new FieldChange(null, "+41", "builtin.phone", 0.9)));
        }

        public Match matchLead(WorkOrder order, CrmRecord record) {
            assertThat(record.text("Phone")).isEqualTo("+41");
            calls.add("match");
            return new Match("none");
        }

        public Decision decide(WorkOrder order, CrmRecord record, Match match) {
            calls.add("decide");
            return decision;
        }

        public Owner assignOwner(
                WorkOrder order, CrmRecord record, String pool, @Nullable SalesforceId preferredOwner) {
            calls.add("assign " + pool + " " + preferredOwner);
            return new Owner(preferredOwner == null ? USER : preferredOwner);
        }

        public Owner reassign(WorkOrder order, CrmRecord record, String pool, SalesforceId refused) {
            calls.add("reassign " + pool + " not " + refused);
            return new Owner(OTHER_USER);
        }

        public WriteResult write(WorkOrder order, Map<String, FieldChange> changes, SalesforceId ownerId) {
            calls.add("write " + ownerId);
            return answers.getOrDefault(ownerId, new WriteResult(true, null, null));
        }

        public Conversion convert(WorkOrder order, CrmRecord record, Decision decided, SalesforceId ownerId) {
            if (conversionFails) {
                throw new ProblemException(ProblemCode.UPSTREAM_UNAVAILABLE, "Salesforce is down");
            }
            calls.add("convert " + decided.accountId() + " for " + ownerId);
            return new Conversion(decided.accountId());
        }

        public Map<String, Boolean> enriched(WorkOrder order, Map<String, FieldChange> changes) {
            calls.add("log " + changes.keySet());
            return Map.of("logged", true);
        }
    }

    private static final class MemoryJournal implements RunWork.Journal {
        private final Map<String, String> finished = new LinkedHashMap<>();
        private final List<Map.Entry<String, String>> failed = new ArrayList<>();

        @Override
        public @Nullable String finished(String step) {
            return finished.get(step);
        }

        @Override
        public void started(String step) {
            assertThat(finished).doesNotContainKey(step);
        }

        @Override
        public void finished(String step, String result) {
            finished.put(step, result);
        }

        @Override
        public void progress(int done, int total) {
            throw new UnsupportedOperationException("One record has no progress");
        }

        @Override
        public void failed(String step, String problem) {
            failed.add(Map.entry(step, problem));
        }
    }
}
