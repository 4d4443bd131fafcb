package io.lantern.hub.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.ConversionOutcome;
import io.lantern.hub.salesforce.LeadConversion;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** {@code POST /v1/salesforce/convert} over the wire, against an org. */
@HubTest
@DirtiesContext
@TestPropertySource(properties = "lantern.trigger.poll-cron=0 0 0 1 1 ? 2099")
class ConvertIT {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    SalesforceOrgs orgs;

    @Autowired
    ObjectMapper json;

    HubCalls hub = new HubCalls(0, "");

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) throws IOException {
        OrgScene.connect(settings);
    }

    @BeforeEach
    void caller() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "test", Set.of("salesforce", "logs"), null));
    }

    @Test
    void an_open_lead_of_strangers_becomes_an_account_and_a_contact_and_the_log_says_so() {
        SalesforceId lead = scene().lead("Elaine", "Benes", "Pendant Publishing");

        JsonNode answer = convert(lead, "\"logs\": {\"reason\": \"Asked for by sales\"}");

        assertThat(answer.at("/status").asText()).isEqualTo("converted");
        assertThat(answer.at("/success").asBoolean()).isTrue();
        assertThat(actions(answer)).containsExactly("convert Lead", "create Account", "create Contact");
        assertThat(answer.at("/opportunity_id").isNull()).isTrue();
        CrmRecord contact = scene().read("Contact", answer.at("/contact_id").asText(), "LastName", "AccountId");
        assertThat(contact.text("LastName")).isEqualTo("Benes");
        assertThat(contact.text("AccountId")).isEqualTo(answer.at("/account_id").asText());
        assertThat(scene().read("Account", answer.at("/account_id").asText(), "Name")
                        .text("Name"))
                .isEqualTo("Pendant Publishing");
        assertThat(scene().read("Lead", lead.value(), "IsConverted").isTrue("IsConverted"))
                .isTrue();
        JsonNode log = log(lead);
        assertThat(log).hasSize(1);
        assertThat(log.at("/0/reason").asText())
                .isEqualTo("Converted into a new account and contact. Asked for by sales");
        assertThat(log.at("/0/diff/ConvertedAccountId/to")).isEqualTo(answer.at("/account_id"));
        assertThat(log.at("/0/diff/ConvertedContactId/to")).isEqualTo(answer.at("/contact_id"));
        assertThat(log.at("/0/request_id")).isEqualTo(answer.at("/request_id"));
    }

    @Test
    void an_opportunity_is_made_when_it_is_asked_for() {
        SalesforceId lead = scene().lead("Cosmo", "Kramer", "Kramerica Industries");

        JsonNode answer = convert(lead, "\"opportunity\": {\"create\": true, \"name\": \"Oil tanker bladder\"}");

        assertThat(actions(answer)).endsWith("create Opportunity");
        assertThat(scene().read("Opportunity", answer.at("/opportunity_id").asText(), "Name")
                        .text("Name"))
                .isEqualTo("Oil tanker bladder");
    }

    @Test
    void a_known_person_is_merged_into_the_contact_and_the_policy_says_whose_values_survive() {
        SalesforceId lead = leadOfKnownPerson("Jerry", "Seinfeld", "Monks Diner");
        scene().set("Lead", lead, Map.of("Title", "Comedian", "Phone", "+12125550101"));
        String contact =
                scene().named("Contact", "LastName", "Seinfeld").get(0).id().value();

        JsonNode answer = convert(lead, "\"merge_policy\": {\"fields\": {\"Title\": \"lead\"}}");

        assertThat(answer.at("/contact_id").asText()).isEqualTo(contact);
        assertThat(actions(answer))
                .containsExactly("convert Lead", "attach Account", "merge Contact", "overwrite Contact");
        CrmRecord after = scene().read("Contact", contact, "Title", "Phone");
        assertThat(after.text("Title")).isEqualTo("Comedian");
        assertThat(after.text("Phone")).as("a blank is filled by Salesforce").isEqualTo("+12125550101");
        assertThat(log(lead).at("/0/diff/Title/from").asText()).isEqualTo("Guest");
        assertThat(log(lead).at("/0/diff/Title/to").asText()).isEqualTo("Comedian");
    }

    @Test
    void a_dry_run_says_what_would_be_done_and_does_nothing() {
        SalesforceId lead = scene().lead("George", "Costanza", "Vandelay Latex");
        List<CrmRecord> before = scene().everything();

        JsonNode answer = convert(lead, "\"dry_run\": true, \"opportunity\": {\"create\": true}");

        assertThat(answer.at("/dry_run").asBoolean()).isTrue();
        assertThat(answer.at("/status").asText()).isEqualTo("converted");
        assertThat(actions(answer))
                .containsExactly("convert Lead", "create Account", "create Contact", "create Opportunity");
        assertThat(scene().everything()).isEqualTo(before);
        assertThat(log(lead)).isEmpty();
    }

    @Test
    void the_same_request_again_answers_with_what_the_first_came_to() {
        SalesforceId lead = scene().lead("Newman", "Postman", "Postal Service");
        JsonNode first = convert(lead, "\"opportunity\": {\"create\": true}");
        List<CrmRecord> before = scene().everything();

        JsonNode again = convert(lead, "\"opportunity\": {\"create\": true}");

        assertThat(again.at("/status").asText()).isEqualTo("converted");
        for (String field : List.of("account_id", "contact_id", "opportunity_id", "owner_id")) {
            assertThat(again.path(field)).as(field).isEqualTo(first.path(field));
        }
        assertThat(scene().everything()).isEqualTo(before);
        assertThat(log(lead)).hasSize(1);
    }

    @Test
    void a_lead_that_somebody_else_converted_is_a_duplicate_that_names_what_it_became() {
        SalesforceId lead = scene().lead("Frank", "Reynolds", "Paddys Pub");
        ConversionOutcome byHand = scene().org()
                .convert(
                        new LeadConversion(lead, null, null, null, false, null, null, null, false, false, false),
                        Purpose.CONVERT);
        List<CrmRecord> before = scene().everything();

        JsonNode answer = convert(lead, "\"dry_run\": false");

        assertThat(answer.at("/status").asText()).isEqualTo("duplicate");
        assertThat(byHand)
                .isInstanceOfSatisfying(
                        ConversionOutcome.Converted.class,
                        converted -> assertThat(answer.at("/contact_id").asText())
                                .isEqualTo(converted.contactId().value()));
        assertThat(answer.at("/actions/0/detail").asText()).isEqualTo("Somebody else converted this lead");
        assertThat(scene().everything()).isEqualTo(before);
    }

    @Test
    void ten_at_once_convert_one_lead_once_and_all_hear_the_same() {
        SalesforceId lead = scene().lead("Susan", "Ross", "Invitation Envelopes");

        List<JsonNode> answers = atOnce(IntStream.range(0, 10).mapToObj(n -> lead));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.at("/status").asText()).isEqualTo("converted");
            assertThat(answer.at("/contact_id")).isEqualTo(answers.get(0).at("/contact_id"));
        });
        assertThat(answers.stream()
                        .mapToInt(answer -> answer.at("/credits_consumed").asInt())
                        .sum())
                .as("one of them pays")
                .isEqualTo(2);
        assertThat(scene().named("Contact", "LastName", "Ross")).hasSize(1);
        assertThat(scene().named("Account", "Name", "Invitation Envelopes")).hasSize(1);
        assertThat(log(lead)).hasSize(1);
    }

    @Test
    void two_leads_of_one_person_at_once_become_one_contact_of_one_account() {
        SalesforceId one = scene().lead("David", "Puddy", "Arby Motors");
        SalesforceId other = scene().lead("David", "Puddy", "Arby Motors");

        List<JsonNode> answers = atOnce(Stream.of(one, other));

        assertThat(answers.get(0).at("/contact_id")).isEqualTo(answers.get(1).at("/contact_id"));
        assertThat(scene().named("Contact", "LastName", "Puddy")).hasSize(1);
        assertThat(scene().named("Account", "Name", "Arby Motors")).hasSize(1);
    }

    @Test
    void two_people_of_one_new_company_at_once_become_contacts_of_one_account() {
        SalesforceId one = scene().lead("Jackie", "Chiles", "Chiles Law");
        SalesforceId other = scene().lead("Sue", "Mischke", "Chiles Law");

        List<JsonNode> answers = atOnce(Stream.of(one, other));

        assertThat(answers.get(0).at("/contact_id")).isNotEqualTo(answers.get(1).at("/contact_id"));
        assertThat(answers.get(0).at("/account_id")).isEqualTo(answers.get(1).at("/account_id"));
        assertThat(scene().named("Account", "Name", "Chiles Law")).hasSize(1);
    }

    @Test
    void an_inactive_owner_fails_with_salesforces_reason_and_leaves_the_lead_open() {
        SalesforceId owner = scene().user("Leaver");
        SalesforceId lead = scene().lead("Tim", "Whatley", "Whatley Dental");
        scene().set("Lead", lead, Map.of("OwnerId", owner.value()));
        scene().set("User", owner, Map.of("IsActive", false));
        List<CrmRecord> before = scene().everything();

        JsonNode answer = convert(lead, "\"dry_run\": false");

        assertThat(answer.at("/success").asBoolean()).isFalse();
        assertThat(answer.at("/status").asText()).isEqualTo("failed");
        assertThat(answer.at("/credits_consumed").asInt()).isZero();
        assertThat(answer.at("/actions/0/detail").asText())
                .startsWith("INACTIVE_OWNER_OR_USER: ")
                .contains("inactive user");
        assertThat(scene().everything()).isEqualTo(before);
        // and once the owner is back, the same request converts
        scene().set("User", owner, Map.of("IsActive", true));
        assertThat(convert(lead, "\"dry_run\": false").at("/status").asText()).isEqualTo("converted");
    }

    @Test
    void a_conversion_costs_two_credits_and_a_dry_run_a_repeat_and_a_refusal_nothing() {
        SalesforceId lead = scene().lead("Jackie", "Chiles", "Chiles and Partners");

        JsonNode dry = convert(lead, "\"dry_run\": true");
        JsonNode first = convert(lead, "\"dry_run\": false");
        JsonNode second = convert(lead, "\"dry_run\": false");

        assertThat(List.of(dry, first, second))
                .extracting(answer -> answer.at("/credits_consumed").asInt())
                .containsExactly(0, 2, 0);
        long before = dry.at("/credits_remaining").asLong();
        assertThat(first.at("/credits_remaining").asLong()).isEqualTo(before - 2);
        assertThat(second.at("/credits_remaining").asLong()).isEqualTo(before - 2);
    }

    @Test
    void a_lead_of_a_queue_needs_a_pool_to_find_its_owner() {
        SalesforceId lead = scene().lead("Lloyd", "Braun", "Braun Computers");
        scene().set("Lead", lead, Map.of("OwnerId", scene().queue("Waiting").value()));

        refused(409, "conflict", "{\"lead_sf_id\": \"" + lead + "\"}", "set_owner_round_robin_pool");
    }

    @Test
    void a_pool_that_does_not_exist_is_named() {
        SalesforceId lead = scene().lead("Bob", "Sacamano", "Sacamano Hats");

        refused(
                404,
                "not_found",
                "{\"lead_sf_id\": \"" + lead + "\", \"set_owner_round_robin_pool\": \"nowhere\"}",
                "nowhere");
    }

    @Test
    void a_field_that_there_is_not_is_the_callers_fault_and_nothing_is_converted() {
        SalesforceId lead = leadOfKnownPerson("Jacopo", "Peterman", "Peterman Catalog");

        refused(
                400,
                "bad_request",
                withWinner(lead, "Titel"),
                "merge_policy.fields.Titel",
                "is not a field of Contact");
        refused(400, "bad_request", withWinner(lead, "title"), "is not written as Salesforce writes");
        refused(400, "bad_request", withWinner(lead, "Department"), "is not a field of Lead");
        refused(400, "bad_request", withWinner(lead, "Id FROM User WHERE Id != ?"), "is not a field's API name");
    }

    @Test
    void a_value_that_salesforce_does_not_take_is_said_and_not_logged_as_written() {
        SalesforceId lead = leadOfKnownPerson("Izzy", "Mandelbaum", "Mandelbaum Gym");
        scene().set("Lead", lead, Map.of("FirstName", "Isidor"));

        // Salesforce puts Name together from other fields; nobody can write it
        JsonNode answer = convert(lead, "\"merge_policy\": {\"fields\": {\"Name\": \"lead\"}}");

        assertThat(answer.at("/status").asText()).isEqualTo("converted");
        assertThat(actions(answer))
                .containsExactly("convert Lead", "attach Account", "merge Contact", "refused Contact");
        assertThat(answer.at("/actions/3/detail").asText())
                .startsWith("The merge policy's values were not written: INVALID_FIELD_FOR_INSERT_UPDATE");
        assertThat(log(lead).at("/0/diff").has("Name")).isFalse();
    }

    private static String withWinner(SalesforceId lead, String field) {
        return "{\"lead_sf_id\": \"%s\", \"merge_policy\": {\"fields\": {\"%s\": \"lead\"}}}".formatted(lead, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "404 | not_found   | {\"lead_sf_id\": \"00Q000000000999EAA\"} | has no Lead 00Q000000000999EAA",
                "400 | bad_request | {\"lead_sf_id\": \"00Q000000000999AAA\"} | right checksum",
                "400 | bad_request | {\"lead_sf_id\": \"00Q00000000099\"}     | lead_sf_id",
                "400 | bad_request | {\"lead_sf_id\": \"003000000000001AAA\"} | is not the id of a Lead",
                "400 | bad_request | {\"lead_sf_id\": \"zzz000000000001AAA\"} | is not the id of a Lead",
                "400 | bad_request | {\"lead_sf_id\": \"\"}                   | lead_sf_id",
                "400 | bad_request | {\"lead_sf_id\": null}                   | text in quotes",
                "400 | bad_request | {}                                       | lead_sf_id",
                "400 | bad_request | {\"lead_sf_id\": 7}                      | text in quotes",
                "400 | bad_request | {\"lead_sf_id\": \"00Q000000000999EAA\", \"dry_run\": \"yes\"} | true or false",
                "400 | bad_request | {\"lead_sf_id\": \"00Q000000000999EAA\", \"on_ambiguous\": \"guess\"} | stop, create, best",
                "400 | bad_request | {\"lead_sf_id\": \"00Q000000000999EAA\", \"object\": \"Lead\"} | object",
                "400 | bad_request | {\"lead_sf_id\": \"00Q000000000999EAA\", \"opportunity\": {\"id\": \"003000000000001AAA\"}} | opportunity.id",
                "400 | bad_request | {\"lead_sf_id\": \"00Q000000000999EAA\", \"merge_policy\": []} | an object {...}",
                "400 | bad_request | {\"lead_sf_id\": \"00Q0000                | JSON",
                "400 | bad_request | []                                       | an object {...}",
            })
    void a_request_that_cannot_be_done_is_refused_in_words_and_the_org_is_unchanged(
            int status, String code, String body, String words) {
        refused(status, code, body, words);
    }

    private void refused(int status, String code, String body, String... words) {
        List<CrmRecord> before = scene().everything();

        HttpResponse<String> answer = hub.post("/v1/salesforce/convert", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = parsed(answer).at("/error");
        assertThat(error.at("/code").asText()).isEqualTo(code);
        assertThat(error.at("/request_id").asText()).startsWith("req_");
        assertThat(error.toString()).contains(words);
        assertThat(scene().everything()).isEqualTo(before);
    }

    /** Waits until the hub knows the contact, which it learns by the org's events. */
    private SalesforceId leadOfKnownPerson(String first, String last, String company) {
        SalesforceId account = scene().create("Account", Map.of("Name", company));
        Map<String, Object> person = new HashMap<>(OrgScene.person(first, last, company));
        person.remove("Company");
        person.put("Title", "Guest");
        person.put("AccountId", account.value());
        SalesforceId contact = scene().create("Contact", person);
        SalesforceId lead = scene().lead(first, last, company);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(convert(lead, "\"dry_run\": true")
                                .at("/contact_id")
                                .asText())
                        .isEqualTo(contact.value()));
        return lead;
    }

    private List<JsonNode> atOnce(Stream<SalesforceId> leads) {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<CompletableFuture<JsonNode>> calls = leads.map(
                            lead -> CompletableFuture.supplyAsync(() -> convert(lead, "\"dry_run\": false"), threads))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private JsonNode convert(SalesforceId lead, String more) {
        HttpResponse<String> answer =
                hub.post("/v1/salesforce/convert", "{\"lead_sf_id\": \"%s\", %s}".formatted(lead, more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parsed(answer);
    }

    private static List<String> actions(JsonNode answer) {
        return answer.path("actions").findValuesAsText("action").isEmpty()
                ? List.of()
                : IntStream.range(0, answer.path("actions").size())
                        .mapToObj(n -> answer.path("actions").get(n))
                        .map(action -> action.path("action").asText() + " "
                                + action.path("object").asText())
                        .toList();
    }

    private JsonNode log(SalesforceId lead) {
        return parsed(hub.get("/v1/logs/routing?action=convert&object_id=" + lead
                        + "&from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z"))
                .at("/logs");
    }

    private JsonNode parsed(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OrgScene scene() {
        return new OrgScene(orgs.all().get(0));
    }
}
