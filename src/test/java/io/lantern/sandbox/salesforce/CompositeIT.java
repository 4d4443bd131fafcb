package io.lantern.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many records or calls in one request. */
class CompositeIT {
    private static final String DATA = OrgHttp.DATA;

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static OrgHttp org;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false));
        org = new OrgHttp(sandbox.url()).login();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void collections_answer_row_by_row_in_order() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(
                    i == 2
                            ? Map.of("attributes", Map.of("type", "Lead"), "LastName", "NoCompany")
                            : Map.of("attributes", Map.of("type", "Lead"), "LastName", "Row" + i, "Company", "C"));
        }

        JsonNode partial = org.post(DATA + "/composite/sobjects", Map.of("allOrNone", false, "records", rows))
                .body();
        JsonNode none = org.post(DATA + "/composite/sobjects", Map.of("allOrNone", true, "records", rows))
                .body();

        assertThat(partial.findValuesAsText("success")).containsExactly("true", "true", "false", "true", "true");
        assertThat(partial.at("/2/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(none.findValuesAsText("success")).containsOnly("false");
        assertThat(none.at("/0/errors/0/statusCode").asText()).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");

        String ids = partial.at("/0/id").asText() + "," + partial.at("/1/id").asText();
        JsonNode read = org.get(DATA + "/composite/sobjects/Lead?fields=LastName&ids=" + ids + ",00Q000000000000AAA")
                .body();
        assertThat(read.get(1).path("LastName").asText()).isEqualTo("Row1");
        assertThat(read.get(2).isNull()).isTrue();
        JsonNode deleted = org.send("DELETE", DATA + "/composite/sobjects?allOrNone=false&ids=" + ids, null)
                .body();
        assertThat(deleted.findValuesAsText("success")).containsExactly("true", "true");
    }

    @Test
    void more_than_200_rows_are_refused() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            rows.add(Map.of("attributes", Map.of("type", "Lead"), "LastName", "x", "Company", "y"));
        }

        OrgHttp.Answer answer = org.post(DATA + "/composite/sobjects", Map.of("records", rows));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("200 records");
    }

    @Test
    void composite_calls_refer_to_one_another_and_undo_together() {
        Map<String, Object> account = Map.of(
                "method",
                "POST",
                "url",
                DATA + "/sobjects/Account",
                "referenceId",
                "acc",
                "body",
                Map.of("Name", "Refs"));
        Map<String, Object> contact = Map.of(
                "method",
                "POST",
                "url",
                DATA + "/sobjects/Contact",
                "referenceId",
                "con",
                "body",
                Map.of("LastName", "Child", "AccountId", "@{acc.id}"));
        Map<String, Object> bad = Map.of(
                "method",
                "POST",
                "url",
                DATA + "/sobjects/Contact",
                "referenceId",
                "bad",
                "body",
                Map.of("Title", "x"));

        JsonNode good = org.post(
                        DATA + "/composite", Map.of("allOrNone", true, "compositeRequest", List.of(account, contact)))
                .body()
                .path("compositeResponse");
        JsonNode undone = org.post(
                        DATA + "/composite",
                        Map.of("allOrNone", true, "compositeRequest", List.of(account, contact, bad)))
                .body()
                .path("compositeResponse");

        assertThat(good.findValuesAsText("httpStatusCode")).containsExactly("201", "201");
        String accountId = good.at("/0/body/id").asText();
        assertThat(org.query("SELECT AccountId FROM Contact WHERE LastName = 'Child'")
                        .body()
                        .at("/records/0/AccountId")
                        .asText())
                .isEqualTo(accountId);
        assertThat(undone.findValuesAsText("httpStatusCode")).containsExactly("400", "400", "400");
        assertThat(undone.at("/0/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
        assertThat(undone.at("/2/body/0/errorCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(org.query("SELECT COUNT() FROM Account WHERE Name = 'Refs'")
                        .body()
                        .path("totalSize")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_tree_is_planted_whole_or_not_at_all() {
        Map<String, Object> child =
                Map.of("attributes", Map.of("type", "Contact", "referenceId", "c1"), "LastName", "Leaf");
        Map<String, Object> root = Map.of(
                "attributes", Map.of("type", "Account", "referenceId", "a1"),
                "Name", "Root",
                "Contacts", Map.of("records", List.of(child)));

        OrgHttp.Answer answer = org.post(DATA + "/composite/tree/Account", Map.of("records", List.of(root)));
        OrgHttp.Answer refused = org.post(
                DATA + "/composite/tree/Account",
                Map.of("records", List.of(Map.of("attributes", Map.of("type", "Account", "referenceId", "a2")))));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("results")).hasSize(2);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/results/0/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
    }

    @Test
    void a_batch_answers_each_part() {
        JsonNode body = org.post(
                        DATA + "/composite/batch",
                        Map.of(
                                "batchRequests",
                                List.of(
                                        Map.of("method", "GET", "url", "v60.0/limits"),
                                        Map.of("method", "GET", "url", "v60.0/sobjects/Nope"))))
                .body();

        assertThat(body.path("hasErrors").asBoolean()).isTrue();
        assertThat(body.findValuesAsText("statusCode")).containsExactly("200", "404");
    }

    @Test
    void a_query_in_a_composite_call_sees_what_the_call_wrote() {
        Map<String, Object> create = part("POST", DATA + "/sobjects/Account", "acc", Map.of("Name", "Seen inside"));
        Map<String, Object> query = Map.of(
                "method",
                "GET",
                "url",
                DATA + "/query?q=SELECT+Id+FROM+Account+WHERE+Name='Seen+inside'",
                "referenceId",
                "found");

        JsonNode answers = org.post(
                        DATA + "/composite", Map.of("allOrNone", true, "compositeRequest", List.of(create, query)))
                .body()
                .path("compositeResponse");

        assertThat(answers.at("/1/body/totalSize").asInt()).isEqualTo(1);
    }

    @Test
    void a_part_that_refers_to_a_failed_one_fails_alone() {
        Map<String, Object> bad = part("POST", DATA + "/sobjects/Account", "acc", Map.of("Phone", "1"));
        Map<String, Object> dependant =
                part("POST", DATA + "/sobjects/Contact", "con", Map.of("LastName", "X", "AccountId", "@{acc.id}"));
        Map<String, Object> free = part("POST", DATA + "/sobjects/Account", "free", Map.of("Name", "Free"));

        JsonNode answers = org.post(DATA + "/composite", Map.of("compositeRequest", List.of(bad, dependant, free)))
                .body()
                .path("compositeResponse");

        assertThat(answers.findValuesAsText("httpStatusCode")).containsExactly("400", "400", "201");
        assertThat(answers.at("/1/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
    }

    @Test
    void events_are_published_one_by_one_or_many_at_once() {
        OrgHttp.Answer one = org.post(DATA + "/sobjects/Lantern_Record_Change__e", Map.of("Object__c", "Lead"));
        Map<String, Object> event =
                Map.of("attributes", Map.of("type", "Lantern_Record_Change__e"), "Object__c", "Lead");
        JsonNode many = org.post(DATA + "/composite/sobjects", Map.of("records", List.of(event, event)))
                .body();

        assertThat(one.status()).isEqualTo(201);
        assertThat(one.body().path("id").asText()).startsWith("e0");
        assertThat(one.body().at("/errors/0/statusCode").asText()).isEqualTo("OPERATION_ENQUEUED");
        assertThat(one.body().at("/errors/0/message").asText()).hasSize(36);
        assertThat(many.findValuesAsText("success")).containsExactly("true", "true");
    }

    private static Map<String, Object> part(String method, String url, String name, Map<String, Object> body) {
        return Map.of("method", method, "url", url, "referenceId", name, "body", body);
    }
}
