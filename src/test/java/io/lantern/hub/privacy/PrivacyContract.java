package io.lantern.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a person's wish to be left alone, on every database. */
abstract class PrivacyContract {
    private static final TenantId OURS = new TenantId(1);
    private static final TenantId THEIRS = new TenantId(2);
    private static final String LEAD = "00Q5g00000AbCdEEAV";

    @Autowired
    PrivacyService privacy;

    @Autowired
    AuditLog log;

    @Autowired
    JdbcClient sql;

    @Autowired
    AccessService access;

    @LocalServerPort
    int port;

    @BeforeEach
    void empty() {
        for (String table : List.of(
                "privacy_suppression",
                "run_step",
                "run_subject",
                "run_run",
                "match_mirror",
                "audit_entry",
                "audit_unlinked",
                "audit_link",
                "audit_head")) {
            sql.sql("delete from " + table).update();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ADA@Example.com, true",
        "ada@example.com, bob@example.com, false",
        "example.com, ada@example.com, true",
        "@example.com, ada@example.com, true",
        "example.com, ada@mail.eu.example.com, true",
        "example.com, ada@notexample.com, false",
        "mail.example.com, ada@example.com, false",
        "example.com, not an address, false",
        "example.com, , false",
    })
    void aSuppressionHidesAnAddressOrAllOfADomain(String suppressed, String asked, boolean hidden) {
        privacy.suppress(suppressed, caller(OURS));

        assertThat(privacy.isSuppressed(OURS, asked)).isEqualTo(hidden);
        assertThat(privacy.isSuppressed(THEIRS, asked)).isFalse();
    }

    @Test
    void aSuppressionCanBeLookedUpAndTakenBack() {
        privacy.suppress("Ada@Example.com", caller(OURS));
        privacy.suppress("ada@example.com", caller(OURS));

        assertThat(privacy.suppression(" ada@EXAMPLE.com ", caller(OURS)).kind())
                .isEqualTo("email");
        privacy.unsuppress("ada@example.com", caller(OURS));

        assertThatThrownBy(() -> privacy.suppression("ada@example.com", caller(OURS)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not on the suppression list");
        assertThat(privacy.isSuppressed(OURS, "ada@example.com")).isFalse();
    }

    @Test
    void theListItselfNamesNobody() {
        privacy.suppress("ada@example.com", caller(OURS));

        assertThat(sql.sql("select * from privacy_suppression")
                        .query()
                        .singleRow()
                        .toString())
                .doesNotContain("ada", "example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "@", "a@b", "ada@ex ample.com", "a@b@c.com", "x..com", "ada@-example.com"})
    void whatIsNoAddressAndNoDomainIsRefused(String text) {
        assertThatThrownBy(() -> privacy.suppress(text, caller(OURS)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("must be an e-mail address");
    }

    @Test
    void anExportShowsWhatIsKeptOfThePersonAndOfNobodyElse() {
        copyOf(OURS, LEAD, "Ada@Example.com");
        copyOf(OURS, "00Q5g00000AbCdFEAV", "bob@example.com");
        copyOf(THEIRS, LEAD, "ada@example.com");
        run(OURS, "run_ada", "sandbox/" + LEAD, "completed", "found +1 415 555 0134");
        run(OURS, "run_bob", "sandbox/00Q5g00000AbCdFEAV", "completed", "bob@example.com");
        run(THEIRS, "run_theirs", "other/" + LEAD, "completed", "ada@example.com");

        PersonExport export = privacy.export("ada@example.com", caller(OURS));

        assertThat(export.recordIds()).containsExactly(LEAD);
        assertThat(export.data()).extracting(PersonExport.Part::kind).containsExactlyInAnyOrder("runs", "mirror");
        assertThat(export.data().toString()).contains("555 0134").doesNotContain("bob", "run_theirs");
    }

    @Test
    void anErasureLeavesNothingButAProof() {
        copyOf(OURS, LEAD, "ada@example.com");
        run(OURS, "run_done", "sandbox/" + LEAD, "completed", "found +1 415 555 0134");
        run(OURS, "run_named", "sandbox/00Q5g00000AbCdFEAV", "completed", "wrote to ada@example.com");
        run(OURS, "run_open", "sandbox/" + LEAD, "running", "found +1 415 555 0134");
        run(THEIRS, "run_theirs", "other/" + LEAD, "completed", "ada@example.com");

        Erasure erasure = privacy.erase(new ErasureRequest("ADA@example.com"), caller(OURS));

        assertThat(erasure.erased()).containsEntry("runs", 3).containsEntry("mirror", 1);
        assertThat(privacy.export("ada@example.com", caller(OURS)).data()).isEmpty();
        assertThat(privacy.export("ada@example.com", caller(THEIRS)).data()).hasSize(1);
        assertThat(status("run_open")).isEqualTo("cancelled");
        assertThat(status("run_done")).isEqualTo("completed");
        Map<String, Object> entry = sql.sql("select * from audit_entry where tenant_id = 1 and action = 'delete'")
                .query()
                .singleRow();
        assertThat(entry.get("object_id")).isEqualTo(erasure.proof());
        assertThat(entry.toString()).contains("3 runs").doesNotContain("ada", "example.com", LEAD);
    }

    @Test
    void anErasureEmptiesTheLogsEntriesAndTheChainStaysWhole() {
        copyOf(OURS, LEAD, "ada@example.com");
        entry(OURS, LEAD, "Set Phone from acme", "+1 415 555 0134");
        entry(OURS, "00Q5g00000AbCdFEAV", "Matched Ada@Example.com to a contact", "-");
        entry(OURS, "00Q5g00000AbCdGEAV", "Next in pool inbound", "bob");
        entry(THEIRS, LEAD, "Set Phone from acme", "+1 415 555 0134");
        assertThat(privacy.export("ada@example.com", caller(OURS)).data().toString())
                .contains("Set Phone", "555 0134", "Matched Ada")
                .doesNotContain("bob");

        Erasure erasure = privacy.erase(new ErasureRequest("ada@example.com"), caller(OURS));

        assertThat(erasure.erased()).containsEntry("entries", 2);
        assertThat(sql.sql("select reason from audit_entry where action = 'enrich' order by tenant_id, seq")
                        .query(String.class)
                        .list())
                .containsExactly("Erased", "Erased", "Next in pool inbound", "Set Phone from acme");
        assertThat(sql.sql("select count(*) from audit_entry where diff like '%555 0134%'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(new HubCalls(port, access.issue(OURS, "auditor", Set.of("logs"), null))
                        .post(
                                "/v1/logs/verify",
                                "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2100-01-01T00:00:00Z\"}")
                        .body())
                .contains("\"intact\":true", "\"checked\":4", "\"erased\":2");
    }

    @Test
    void allOfItWorksOverHttp() {
        HubCalls hub = new HubCalls(port, access.issue(OURS, "dpo", Set.of("admin"), null));
        copyOf(OURS, LEAD, "ada@example.com");
        String list = "/v1/privacy/suppressions/ada%40example.com";

        assertThat(hub.get(list).statusCode()).isEqualTo(404);
        assertThat(hub.send(hub.request(list).PUT(BodyPublishers.noBody())).body())
                .contains("\"kind\":\"email\"");
        assertThat(hub.get(list).statusCode()).isEqualTo(200);
        HttpResponse<String> gone = hub.send(hub.request(list).DELETE());
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        assertThat(hub.get("/v1/privacy/exports/ada@example.com").body())
                .contains(LEAD, "Lovelace", "\"suppressed\":false");
        assertThat(hub.post("/v1/privacy/erasures", "{\"email\": \"ada@example.com\"}")
                        .body())
                .contains("\"mirror\":1");
        assertThat(hub.get("/v1/privacy/exports/ada@example.com").body()).contains("\"data\":[]");
        assertThat(hub.get("/v1/privacy/exports/nobody").statusCode()).isEqualTo(400);
    }

    private void copyOf(TenantId tenant, String id, String email) {
        sql.sql("insert into match_mirror (tenant_id, org, object, record_id, fields, stamp)"
                        + " values (?, 'sandbox', 'Lead', ?, ?, current_timestamp)")
                .params(tenant.value(), id, "{\"Email\":\"" + email + "\",\"LastName\":\"Lovelace\"}")
                .update();
    }

    private void entry(TenantId tenant, String id, String reason, String phone) {
        log.append(AuditEntry.of(
                tenant,
                "enrich",
                "Lead",
                id,
                reason,
                "req_1",
                null,
                Map.of("Phone", new FieldChange(null, phone, "acme", null))));
    }

    private void run(TenantId tenant, String id, String subject, String status, String found) {
        sql.sql("insert into run_run (id, tenant_id, kind, name, subject, status, request_id, input, attempt, failures,"
                        + " replays, created_at) values (?, ?, 'workflow', 'inbound-lead', ?, ?, 'r', '{}', 1, 0, 0,"
                        + " current_timestamp)")
                .params(id, tenant.value(), subject, status)
                .update();
        sql.sql("insert into run_step (tenant_id, run_id, name, status, result, started_at)"
                        + " values (?, ?, 'enrich', 'completed', ?, current_timestamp)")
                .params(tenant.value(), id, "{\"found\":\"" + found + "\"}")
                .update();
    }

    private String status(String run) {
        return sql.sql("select status from run_run where id = ?")
                .param(run)
                .query(String.class)
                .single();
    }

    private static Caller caller(TenantId tenant) {
        return new Caller(tenant, "lnt_test", Set.of("admin"), "req_1");
    }
}
