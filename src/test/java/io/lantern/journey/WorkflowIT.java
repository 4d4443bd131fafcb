package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.Hub;
import io.lantern.hub.HubCalls;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Records of other systems on their way through workflows, and workflows that change while they run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkflowIT {
    private static final ObjectMapper json = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    private Sandbox sandbox;
    private OrgClient org;
    private ConfigurableApplicationContext hub;
    private HubCalls calls;
    private URI url;
    private Path files;

    @BeforeAll
    void startBoth(@TempDir Path data) throws IOException {
        files = Files.createDirectories(data.resolve("routes"));
        Files.createDirectories(files.resolve("workflow"));
        sandbox = Sandbox.start(new SandboxSettings(data, 0, 0, -1, true));
        org = new OrgClient(sandbox.url());
        hub = new SpringApplicationBuilder(Hub.class)
                .profiles("sandbox")
                .run(
                        "--lantern.data=" + data,
                        "--lantern.workflow.files=" + files,
                        "--lantern.run.max-failures=2",
                        "--lantern.run.first-pause=50ms",
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lantern.orgs[0].name=sandbox",
                        "--lantern.orgs[0].login-url=" + sandbox.url(),
                        "--lantern.orgs[0].client-id=lantern-sandbox",
                        "--lantern.orgs[0].client-secret=lantern-sandbox-secret",
                        "--lantern.orgs[0].pub-sub-host=localhost",
                        "--lantern.orgs[0].pub-sub-port=" + sandbox.pubSubPort(),
                        "--lantern.orgs[0].trust-certificate=" + sandbox.certificate());
        int port = hub.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        calls = new HubCalls(port, OrgClient.HUB_KEY);
        url = URI.create("http://127.0.0.1:" + port);
    }

    @AfterAll
    void stopBoth() {
        hub.close();
        sandbox.close();
    }

    @Test
    void a_record_of_another_system_becomes_a_lead_that_is_enriched_and_owned() {
        JsonNode accepted = trigger("inbound-lead", """
                {"record_data": {"object": "lead", "first_name": "Wilma", "last_name": "Okafor", "email": "wilma@okafor-pumps.example",
                                 "company_name": "Okafor Pumps", "phone": "(415) 555-0177", "shoe_size": 41},
                 "source_system": "trade-fair", "wait": true}
                """);

        assertThat(accepted.at("/status").asText()).isEqualTo("triggered");
        assertThat(accepted.at("/credits_consumed").asInt()).isEqualTo(4);
        JsonNode run = run(accepted);
        assertThat(run.at("/output/ignored_fields/0").asText()).isEqualTo("shoe_size");
        JsonNode lead = lead("wilma@okafor-pumps.example").get(0);
        assertThat(lead.at("/Id").asText())
                .isEqualTo(run.at("/output/record_id").asText());
        assertThat(lead.at("/Phone").asText()).isEqualTo("+14155550177");
        assertThat(lead.at("/OwnerId").asText())
                .isEqualTo(run.at("/output/owner").asText());
        assertThat(actions(lead)).containsExactlyInAnyOrder("push", "enrich", "assign");
    }

    @Test
    void the_same_person_sent_twenty_times_at_once_is_one_lead_with_one_owner() {
        String body = """
                {"record_data": {"object": "Lead", "Email": "twin@sameperson.example", "LastName": "Twin", "Company": "Same"}}
                """;

        List<JsonNode> answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(i -> trigger("inbound-lead", body))
                .toList();

        assertThat(answers).allMatch(answer -> answer.at("/status").asText().equals("queued"));
        answers.forEach(
                answer -> assertThat(ended(answer).at("/status").asText()).isEqualTo("completed"));
        assertThat(lead("twin@sameperson.example")).hasSize(1);
        assertThat(actions(lead("twin@sameperson.example").get(0)).stream().filter("assign"::equals))
                .hasSize(1);
    }

    @Test
    void a_known_lead_takes_what_it_lacks_and_keeps_its_owner() {
        String id = org.createLead(Map.of(
                "LastName", "Keeper", "Company", "Keepers", "Email", "kit@keepers.example", "Title", "Director"));
        await().atMost(SOON)
                .until(() -> !runsOf(id).isEmpty() && runsOf(id).get(0).hasNonNull("finished_at"));
        String owner = lead("kit@keepers.example").get(0).at("/OwnerId").asText();

        JsonNode run = ended(trigger("inbound-lead", """
                {"record_data": {"email": "KIT@keepers.example", "title": "Chief", "city": "Basel"}}
                """));

        JsonNode lead = lead("kit@keepers.example").get(0);
        assertThat(run.at("/output/record_id").asText()).isEqualTo(id);
        assertThat(run.at("/output/reason").asText()).contains("open lead already");
        assertThat(lead.at("/Title").asText()).isEqualTo("Director");
        assertThat(lead.at("/City").asText()).isEqualTo("Basel");
        assertThat(lead.at("/OwnerId").asText()).isEqualTo(owner);
    }

    @Test
    void a_record_without_company_or_name_is_not_lost() {
        JsonNode run = ended(trigger("inbound-lead", """
                {"record_data": {"email": "just.an.address@somewhere.example"}}
                """));

        JsonNode lead = lead("just.an.address@somewhere.example").get(0);
        assertThat(run.at("/status").asText()).as(run.toString()).isEqualTo("completed");
        assertThat(lead.at("/LastName").asText()).isEqualTo("just.an.address");
        assertThat(lead.at("/Company").asText()).isEqualTo("[not provided]");
    }

    @Test
    void a_lead_whose_creation_was_not_answered_is_found_and_worked_on_once() throws Exception {
        fault("drop-reply?count=1&path=composite/sobjects");

        JsonNode run = ended(trigger("inbound-lead", """
                {"record_data": {"email": "unanswered@silent.example", "last_name": "Unanswered", "company": "Silent"}}
                """));

        assertThat(lead("unanswered@silent.example")).hasSize(1);
        assertThat(run.at("/status").asText()).as(run.toString()).isEqualTo("completed");
        assertThat(run.at("/output/owner").asText()).as(run.toString()).startsWith("005");
        assertThat(actions(lead("unanswered@silent.example").get(0)).stream().filter("assign"::equals))
                .hasSize(1);
    }

    private void fault(String fault) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sandbox.url().resolve("/sandbox/faults/" + fault))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void a_list_is_a_run_for_each_record() {
        JsonNode accepted = trigger("inbound-lead", """
                {"record_data": [{"email": "one@list.example", "company": "List"}, {"email": "two@list.example", "company": "List"}]}
                """);

        assertThat(accepted.at("/enrichment_job_ids")).hasSize(2);
        await().atMost(SOON)
                .until(() -> lead("two@list.example").size() == 1
                        && lead("one@list.example").size() == 1);
    }

    @Test
    void a_fault_in_one_record_of_a_list_starts_nothing_and_says_where() {
        HttpResponse<String> answer = calls.post("/v1/workflows/inbound-lead/trigger", """
                {"record_data": [{"email": "good@half.example"}, {"id": "00Q123", "email": "bad@half.example"}]}
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tree(answer.body()).at("/error/details/0/field").asText()).isEqualTo("record_data[1].id");
        assertThat(lead("good@half.example")).isEmpty();
    }

    @Test
    void a_workflow_that_does_not_exist_is_a_404_that_says_where_to_look() {
        HttpResponse<String> answer =
                calls.post("/v1/workflows/no-such/trigger", "{\"record_data\": {\"email\": \"a@b.example\"}}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no-such").contains("GET /v1/workflows");
    }

    @Test
    void what_segment_sends_is_mapped_by_its_route() {
        JsonNode accepted = tree(
                calls.post("/v1/workflows/inbound-lead/sources/segment", """
                {"batch": [
                  {"type": "identify", "messageId": "m-1", "userId": "u-1",
                   "traits": {"email": "sol@segmented.example", "firstName": "Sol", "lastName": "Ray",
                              "company": {"name": "Segmented"}, "address": {"city": "Lyon", "country": "France"}}},
                  {"type": "page", "anonymousId": "a-1", "properties": {"path": "/"}}]}
                """).body());

        assertThat(accepted.at("/enrichment_job_ids")).hasSize(1);
        await().atMost(SOON).until(() -> !lead("sol@segmented.example").isEmpty());
        JsonNode lead = lead("sol@segmented.example").get(0);
        assertThat(lead.at("/Company").asText()).isEqualTo("Segmented");
        assertThat(lead.at("/City").asText()).isEqualTo("Lyon");
    }

    @Test
    void look_ups_that_were_wished_for_are_made_within_their_cap_and_told_of_a_record_that_is_nowhere() {
        JsonNode run = ended(trigger("enrich-only", """
                {"record_data": {"object": "Account", "company": "Acme Fasteners", "domain": "acme-fasteners.example"},
                 "enrichment_preferences": {"services": ["company"], "max_credits": 1}}
                """));

        assertThat(run.at("/status").asText()).as(run.toString()).isEqualTo("completed");
        assertThat(run.at("/output/reason").asText()).isNotBlank();
    }

    @Test
    void two_contacts_of_one_account_that_are_one_person_are_merged_into_the_older_one() {
        String account = account("Twice Ltd");
        String older = contact("Uma", "Twice", "uma@twice-ltd.example", account, Map.of());
        String newer = contact("Uma", "Twice", "uma@twice-ltd.example", account, Map.of("Title", "Buyer"));

        known("Contact", "uma@twice-ltd.example", 2);
        JsonNode run = ended(dedupe(newer));

        assertThat(run.at("/output/merged").asText()).as(run.toString()).isEqualTo(newer);
        List<JsonNode> left = org.query("SELECT Id, Title FROM Contact WHERE Email = 'uma@twice-ltd.example'");
        assertThat(left).hasSize(1);
        assertThat(left.get(0).at("/Id").asText()).isEqualTo(older);
        assertThat(left.get(0).at("/Title").asText()).isEqualTo("Buyer");
    }

    @Test
    void a_person_at_two_accounts_is_left_to_a_person() {
        String one = contact("Vera", "Moves", "vera@moves.example", account("Moves One"), Map.of());
        contact("Vera", "Moves", "vera@moves.example", account("Moves Two"), Map.of());

        known("Contact", "vera@moves.example", 2);
        JsonNode run = ended(dedupe(one));

        assertThat(run.at("/output/reason").asText()).startsWith("Left to a person");
        assertThat(org.query("SELECT Id FROM Contact WHERE Email = 'vera@moves.example'"))
                .hasSize(2);
    }

    @Test
    void an_opportunity_goes_to_the_owner_of_its_account() {
        JsonNode account = org.query("SELECT Id, OwnerId FROM Account WHERE Owner.IsActive = true LIMIT 1")
                .get(0);
        String id = org.send(
                        "POST",
                        "/services/data/v60.0/sobjects/Opportunity",
                        Map.of(
                                "Name",
                                "Routed",
                                "StageName",
                                "Prospecting",
                                "CloseDate",
                                "2027-01-31",
                                "AccountId",
                                account.at("/Id").asText()))
                .at("/id")
                .asText();

        JsonNode run = ended(trigger("route-opportunity", """
                {"record_data": {"object": "Opportunity", "id": "%s"}}
                """.formatted(id)));

        assertThat(run.at("/output/owner")).as(run.toString()).isEqualTo(account.at("/OwnerId"));
        assertThat(org.query("SELECT OwnerId FROM Opportunity WHERE Id = '" + id + "'")
                        .get(0)
                        .at("/OwnerId"))
                .isEqualTo(account.at("/OwnerId"));
    }

    @Test
    void a_file_that_is_dropped_is_live_a_broken_one_is_refused_with_its_line_and_one_taken_away_is_gone()
            throws IOException {
        Path file = files.resolve("workflow/hello.camel.yaml");

        Files.writeString(file, hello("good day"));
        await().atMost(SOON).until(() -> status("hello") == 202);
        assertThat(ended(trigger("hello", "{\"record_data\": {\"a\": 1}}"))
                        .at("/output/reason")
                        .asText())
                .isEqualTo("good day");

        Files.writeString(file, hello("better day"));
        await().atMost(SOON)
                .until(() -> ended(trigger("hello", "{\"record_data\": {\"a\": 1}}"))
                        .at("/output/reason")
                        .asText()
                        .equals("better day"));

        Files.writeString(file, hello("worse day").replace("setVariable:", "setVaraible:"));
        await().atMost(SOON).until(() -> listed("hello").path("refused").isTextual());
        assertThat(listed("hello").at("/refused").asText())
                .contains("hello.camel.yaml, line 8")
                .contains("setVaraible");
        assertThat(ended(trigger("hello", "{\"record_data\": {\"a\": 1}}"))
                        .at("/output/reason")
                        .asText())
                .isEqualTo("better day");

        Files.writeString(
                file, hello("bean").replace("simple:", "method:").replace("expression: \"bean\"", "ref: noSuchBean"));
        await().atMost(SOON)
                .until(() -> listed("hello").path("refused").asText().contains("noSuchBean"));
        assertThat(listed("hello").at("/refused").asText()).contains("line");

        Files.delete(file);
        await().atMost(SOON).until(() -> status("hello") == 404);
    }

    @Test
    void a_workflow_that_throws_each_time_ends_as_a_dead_letter_that_is_replayed_when_it_is_mended()
            throws IOException {
        Path file = files.resolve("workflow/fragile.camel.yaml");
        String mended = hello("mended").replace("hello", "fragile");
        Files.writeString(
                file,
                mended.replace(
                        "steps:\n",
                        "steps:\n        - throwException:\n            exceptionType: java.lang.IllegalStateException\n            message: boom\n"));
        await().atMost(SOON).until(() -> status("fragile") == 202);
        JsonNode dead = ended(trigger("fragile", "{\"record_data\": {\"a\": 1}}"));
        assertThat(dead.at("/status").asText()).isEqualTo("failed");
        assertThat(dead.at("/error/message").asText()).contains("IllegalStateException");
        assertThat(tree(calls.get("/v1/runs?status=failed&agent=fragile").body())
                        .at("/runs")
                        .findValuesAsText("run_id"))
                .contains(dead.at("/run_id").asText());

        Files.writeString(file, mended);
        await().atMost(SOON).until(() -> {
            calls.post("/v1/runs/" + dead.at("/run_id").asText() + "/retry", "");
            return ended(dead).at("/status").asText().equals("completed");
        });

        assertThat(run(dead).at("/output/reason").asText()).isEqualTo("mended");
        assertThat(calls.post("/v1/runs/" + dead.at("/run_id").asText() + "/retry", "")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void the_list_shows_what_ships_with_its_steps_and_last_runs() {
        ended(trigger("inbound-lead", "{\"record_data\": {\"email\": \"listed@list.example\"}}"));

        JsonNode list = tree(calls.get("/v1/workflows").body());

        assertThat(list.at("/workflows").findValuesAsText("workflow_id"))
                .contains("dedupe-contact", "enrich-only", "inbound-lead", "route-opportunity");
        assertThat(listed("inbound-lead").at("/steps").toString()).contains("land", "assign", "convert");
        assertThat(listed("inbound-lead").at("/last_runs/0/status").asText()).isNotBlank();
    }

    private static String hello(String reason) {
        return """
                - route:
                    id: workflow.hello
                    description: Says something
                    routeConfigurationId: worker
                    from:
                      uri: direct:workflow.hello
                      steps:
                        - setVariable:
                            name: output.reason
                            expression:
                              simple:
                                expression: "%s"
                """.formatted(reason);
    }

    private JsonNode listed(String workflow) {
        for (JsonNode one : tree(calls.get("/v1/workflows?per_page=100").body()).at("/workflows")) {
            if (one.at("/workflow_id").asText().equals(workflow)) {
                return one;
            }
        }
        return json.createObjectNode();
    }

    private int status(String workflow) {
        return calls.post("/v1/workflows/" + workflow + "/trigger", "{\"record_data\": {\"a\": 1}}")
                .statusCode();
    }

    /** The copy of the CRM follows by events. */
    private void known(String object, String email, int records) {
        await().atMost(SOON)
                .until(() -> tree(calls.post("/v1/match", """
                        {"object": "%s", "candidates": [{"id": "c", "fields": {"Email": "%s"}}], "rules": {"mode": "simple", "by": ["email:eq"]}}
                        """.formatted(object, email))
                                        .body())
                                .at("/results/0/matches")
                                .size()
                        == records);
    }

    private List<JsonNode> runsOf(String record) {
        List<JsonNode> runs = new ArrayList<>();
        OrgClient.hub(
                        url,
                        "GET",
                        "/v1/logs/routing?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&object_id=" + record,
                        null)
                .at("/logs")
                .forEach(entry -> runs.add(OrgClient.hub(
                        url, "GET", "/v1/runs/" + entry.at("/idempotency_key").asText(), null)));
        return runs;
    }

    private JsonNode dedupe(String contact) {
        return trigger("dedupe-contact", """
                {"record_data": {"object": "Contact", "id": "%s"}}
                """.formatted(contact));
    }

    private String account(String name) {
        return org.send("POST", "/services/data/v60.0/sobjects/Account", Map.of("Name", name))
                .at("/id")
                .asText();
    }

    private String contact(String first, String last, String email, String account, Map<String, String> more) {
        Map<String, String> fields = new java.util.HashMap<>(more);
        fields.putAll(Map.of("FirstName", first, "LastName", last, "Email", email, "AccountId", account));
        return org.send("POST", "/services/data/v60.0/sobjects/Contact", fields)
                .at("/id")
                .asText();
    }

    private JsonNode trigger(String workflow, String body) {
        HttpResponse<String> answer = calls.post("/v1/workflows/" + workflow + "/trigger", body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return tree(answer.body());
    }

    private JsonNode ended(JsonNode accepted) {
        await().atMost(SOON).until(() -> run(accepted).hasNonNull("finished_at"));
        return run(accepted);
    }

    private JsonNode run(JsonNode accepted) {
        String id = accepted.has("run_id")
                ? accepted.at("/run_id").asText()
                : accepted.at("/enrichment_job_id").asText();
        return OrgClient.hub(url, "GET", "/v1/runs/" + id, null);
    }

    private List<JsonNode> lead(String email) {
        return org.query("SELECT Id, OwnerId, LastName, Company, Title, City, Phone FROM Lead WHERE Email = '%s'"
                .formatted(email));
    }

    private List<String> actions(JsonNode lead) {
        return OrgClient.hub(
                        url,
                        "GET",
                        "/v1/logs/routing?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&object_id="
                                + lead.at("/Id").asText(),
                        null)
                .at("/logs")
                .findValuesAsText("action");
    }

    private static JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
