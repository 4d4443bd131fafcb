package io.lantern.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of the HTTP side does what docs/reference/sandbox.md says. */
class FaultsIT {
    private static final String LEADS = OrgHttp.DATA + "/sobjects/Lead";
    private static final Map<String, Object> LEAD = Map.of("LastName", "Fault", "Company", "Faults");

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static OrgHttp org;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false));
        org = new OrgHttp(sandbox.url()).login();
    }

    @AfterEach
    void clear() {
        org.send("DELETE", "/sandbox/faults", null);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void a_fault_with_a_count_strikes_that_often() {
        on("unauthorized", Map.of("count", 1));

        assertThat(org.get(OrgHttp.DATA + "/limits").status()).isEqualTo(401);
        assertThat(org.get(OrgHttp.DATA + "/limits").status()).isEqualTo(200);
    }

    @Test
    void the_daily_limit_can_be_used_up() {
        on("request-limit", Map.of("kind", "concurrent"));

        OrgHttp.Answer answer = org.get(OrgHttp.DATA + "/limits");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text())
                .isEqualTo("[{\"message\":\"ConcurrentRequests (Concurrent API Requests) Limit exceeded.\","
                        + "\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
    }

    @Test
    void a_locked_row_fails_alone() {
        on("row-lock", Map.of("count", 1, "path", "Lead"));
        Map<String, Object> row = Map.of("attributes", Map.of("type", "Lead"), "LastName", "L", "Company", "C");

        OrgHttp.Answer answer = org.post(OrgHttp.DATA + "/composite/sobjects", Map.of("records", List.of(row, row)));

        assertThat(answer.body().findValuesAsText("success")).containsExactly("false", "true");
        assertThat(answer.body().at("/0/errors/0/statusCode").asText()).isEqualTo("UNABLE_TO_LOCK_ROW");
    }

    @Test
    void an_unavailable_org_answers_html() {
        on("unavailable", Map.of("path", "/query"));

        OrgHttp.Answer answer = org.query("SELECT Id FROM Lead");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(org.get(OrgHttp.DATA + "/limits").status()).isEqualTo(200);
    }

    @Test
    void a_lost_reply_has_done_its_work() {
        on("drop-reply", Map.of("count", 1));

        assertThatThrownBy(() -> org.post(LEADS, Map.of("LastName", "Lost", "Company", "Reply")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(org.query("SELECT COUNT() FROM Lead WHERE LastName = 'Lost'")
                        .body()
                        .path("totalSize")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void versions_can_be_retired() {
        on("retired-version", Map.of("below", 61));

        assertThat(org.get(OrgHttp.DATA + "/limits").status()).isEqualTo(410);
        assertThat(org.get("/services/data/v61.0/limits").status()).isEqualTo(200);
    }

    @Test
    void sessions_can_end_at_once() {
        OrgHttp other = new OrgHttp(sandbox.url()).login();

        assertThat(other.send("DELETE", "/sandbox/sessions", null).status()).isEqualTo(204);

        assertThat(other.get(OrgHttp.DATA + "/limits").status()).isEqualTo(401);
        org.login();
        assertThat(org.get(OrgHttp.DATA + "/limits").status()).isEqualTo(200);
    }

    @Test
    void a_duplicate_rule_refuses_what_exists_unless_told_to_save() {
        Map<String, Object> twin = Map.of("LastName", "Twin", "Company", "T", "Email", "twin@faults.example");
        org.post(LEADS, twin);
        on("duplicate-rule", Map.of("path", "Lead"));

        OrgHttp.Answer refused = org.post(LEADS, twin);
        OrgHttp.Answer saved = org.post(LEADS, twin, "Sforce-Duplicate-Rule-Header", "allowSave=true");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/0/errorCode").asText()).isEqualTo("DUPLICATES_DETECTED");
        assertThat(refused.body().at("/0/duplicateResult/matchResults/0/matchRecords"))
                .isNotEmpty();
        assertThat(saved.status()).isEqualTo(201);
    }

    @Test
    void requests_are_counted_by_operation_and_client() {
        org.send("DELETE", "/sandbox/requests", null);
        org.post(LEADS, LEAD, "Sforce-Call-Options", "client=my-tool");
        org.query("SELECT Id FROM Lead");

        var counts = org.get("/sandbox/requests").body();

        assertThat(counts.path("total").asInt()).isEqualTo(2);
        assertThat(counts.at("/operations/rest.create").asInt()).isEqualTo(1);
        assertThat(counts.at("/clients/my-tool").asInt()).isEqualTo(1);
        assertThat(counts.at("/clients/unnamed").asInt()).isEqualTo(1);
    }

    @Test
    void an_unknown_fault_is_a_clear_sentence() {
        OrgHttp.Answer answer = org.send("PUT", "/sandbox/faults/no-such", null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("There is no fault named no-such");
        assertThat(org.send("PUT", "/sandbox/faults/slow?count=many", null).status())
                .isEqualTo(400);
    }

    private static void on(String fault, Map<String, Object> parameters) {
        assertThat(org.send("PUT", "/sandbox/faults/" + fault, parameters).status())
                .isEqualTo(200);
    }
}
