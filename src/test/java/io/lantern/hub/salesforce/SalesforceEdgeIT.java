package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.WriteOutcome.Refused;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads and writes over the wire, with an org that fails in every way it is known to. */
class SalesforceEdgeIT {
    private static final Soql LEADS = Soql.of("SELECT Id FROM Lead");

    @TempDir
    static Path folder;

    private static SandboxOrg sandbox;
    private ConnectedOrg hub;

    @BeforeAll
    static void startOrg() {
        sandbox = new SandboxOrg(folder);
    }

    @AfterAll
    static void stopOrg() {
        sandbox.close();
    }

    @BeforeEach
    void connect() {
        hub = new ConnectedOrg(sandbox.url(), folder, "5ms", "10s");
    }

    @AfterEach
    void disconnect() throws Exception {
        sandbox.noFaults();
        hub.close();
    }

    @Test
    void records_read_at_the_same_time_cost_one_call() throws Exception {
        List<SalesforceId> leads = hub.leads(30);
        try (ConnectedOrg gathering = gathering()) {
            gathering.org().orgId();
            long before = sandbox.requests("rest.query");

            List<CompletableFuture<CrmRecord>> read = ConnectedOrg.together(leads.stream()
                    .<Callable<CrmRecord>>map(id -> () -> gathering.read(id))
                    .toList());

            assertThat(sandbox.requests("rest.query") - before).isEqualTo(1);
            assertThat(read.stream().map(one -> one.join().id())).containsExactlyElementsOf(leads);
            assertThat(gathering.calls(Purpose.READ)).isEqualTo(1);
        }
    }

    @Test
    void a_record_that_is_not_there_is_null_and_spoils_no_other() throws Exception {
        SalesforceId lead = hub.leads(1).get(0);
        SalesforceId unknown = SalesforceId.of("00Q000000000999");

        List<CompletableFuture<Boolean>> found = ConnectedOrg.together(Stream.of(lead, unknown)
                .<Callable<Boolean>>map(id -> () -> hub.read(id) != null)
                .toList());

        assertThat(found.get(0)).isCompletedWithValue(true);
        assertThat(found.get(1)).isCompletedWithValue(false);
    }

    @Test
    void a_row_that_is_refused_leaves_the_other_rows_of_its_call_written() throws Exception {
        List<SalesforceId> leads = hub.leads(3);
        try (ConnectedOrg gathering = gathering()) {
            gathering.org().orgId();
            long before = sandbox.requests("rest.updateMany");

            List<CompletableFuture<WriteOutcome>> outcomes = ConnectedOrg.together(List.of(
                    () -> gathering.update(leads.get(0), "Title", "Countess"),
                    () -> gathering.update(leads.get(1), "LastName", null),
                    () -> gathering.update(leads.get(2), "Title", "Admiral")));

            assertThat(sandbox.requests("rest.updateMany") - before).isEqualTo(1);
            assertThat(outcomes.get(0)).isCompletedWithValue(new Written(leads.get(0)));
            assertThat(outcomes.get(1).join())
                    .asInstanceOf(type(Refused.class))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("REQUIRED_FIELD_MISSING"))
                    .satisfies(refused -> assertThat(refused.fields()).containsExactly("LastName"));
            assertThat(outcomes.get(2)).isCompletedWithValue(new Written(leads.get(2)));
        }
        assertThat(title(leads.get(0))).isEqualTo("Countess");
        assertThat(title(leads.get(2))).isEqualTo("Admiral");
    }

    @Test
    void a_locked_row_passes_on_the_second_try_and_it_alone_is_sent_again() throws Exception {
        List<SalesforceId> leads = hub.leads(3);
        SalesforceId locked = leads.get(1);
        try (WireTap tap = new WireTap(sandbox.url());
                ConnectedOrg gathering = new ConnectedOrg(tap.url(), folder, "500ms", "10s")) {
            gathering.org().orgId();
            sandbox.fault("row-lock", "count=1&path=Lead/" + locked);

            List<CompletableFuture<WriteOutcome>> outcomes = updateAll(gathering, leads);

            assertThat(outcomes).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Written.class));
            assertThat(tap.sent("PATCH ")).isEqualTo(2);
            assertThat(leads.stream().map(id -> tap.sent(id.value()))).containsExactly(1, 2, 1);
        }
        assertThat(title(locked)).isEqualTo("Countess");
    }

    @Test
    void a_row_that_stays_locked_fails_alone() throws Exception {
        List<SalesforceId> leads = hub.leads(3);
        sandbox.fault("row-lock", "path=Lead/" + leads.get(1));
        try (ConnectedOrg gathering = gathering()) {
            List<CompletableFuture<WriteOutcome>> outcomes = updateAll(gathering, leads);

            assertThat(outcomes.get(0)).isCompletedWithValue(new Written(leads.get(0)));
            assertThat(outcomes.get(2)).isCompletedWithValue(new Written(leads.get(2)));
            assertThat(outcomes.get(1))
                    .failsWithin(java.time.Duration.ZERO)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE));
        }
    }

    @Test
    void twenty_threads_that_meet_a_revoked_token_log_in_once_and_none_fails() throws Exception {
        hub.leads(1);
        long logins = sandbox.requests("oauth.client_credentials");
        double counted = hub.calls(Purpose.LOGIN);
        sandbox.endSessions();

        List<CompletableFuture<Integer>> answers = ConnectedOrg.together(IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(
                        i -> () -> hub.org().query(LEADS, Purpose.MATCH).size())
                .toList());

        assertThat(answers).allSatisfy(one -> assertThat(one).isCompleted());
        assertThat(sandbox.requests("oauth.client_credentials") - logins).isEqualTo(1);
        assertThat(hub.calls(Purpose.LOGIN) - counted).isEqualTo(1);
    }

    @Test
    void a_session_that_is_refused_twice_is_an_error_that_points_to_the_credentials() {
        hub.org().orgId();
        long logins = sandbox.requests("oauth.client_credentials");
        sandbox.fault("unauthorized", "path=/query");

        assertProblem(ProblemCode.NOT_CONFIGURED, "refuses the login; check its credentials");
        assertThat(sandbox.requests("oauth.client_credentials") - logins).isEqualTo(1);
    }

    @Test
    void a_login_that_is_refused_is_an_error_that_points_to_the_credentials() {
        sandbox.fault("login-refused", "");

        assertProblem(ProblemCode.NOT_CONFIGURED, "refuses the login; check its credentials");
    }

    @Test
    void an_org_that_is_away_for_a_moment_is_waited_for() {
        sandbox.fault("unavailable", "count=3&path=/query");

        hub.org().query(LEADS, Purpose.MATCH);

        assertThat(hub.calls(Purpose.MATCH)).isEqualTo(4);
    }

    @Test
    void an_org_that_stays_away_is_named_in_the_problem() {
        sandbox.fault("unavailable", "path=/query");

        assertProblem(ProblemCode.UPSTREAM_UNAVAILABLE, "is not available at the moment; try again later");
        assertThat(hub.calls(Purpose.MATCH)).isEqualTo(4);
    }

    @Test
    void an_answer_that_comes_too_late_is_asked_for_again() throws Exception {
        try (ConnectedOrg hasty = new ConnectedOrg(sandbox.url(), folder, "5ms", "1s")) {
            hasty.org().orgId();
            sandbox.fault("slow", "count=1&millis=3000&path=/query");

            hasty.org().query(LEADS, Purpose.MATCH);

            assertThat(hasty.calls(Purpose.MATCH)).isEqualTo(2);
        }
    }

    @Test
    void an_org_without_calls_left_is_not_asked_again() {
        hub.org().orgId();
        sandbox.fault("request-limit", "count=1&kind=total");

        assertProblem(ProblemCode.UPSTREAM_UNAVAILABLE, "has used up its API calls; they return within 24 hours");
        assertProblem(ProblemCode.UPSTREAM_UNAVAILABLE, "has used up its API calls");
        assertThat(hub.calls(Purpose.MATCH)).isEqualTo(1);
    }

    @Test
    void too_many_calls_at_the_same_moment_pass() {
        hub.org().orgId();
        sandbox.fault("request-limit", "count=2&kind=concurrent");

        hub.org().query(LEADS, Purpose.MATCH);

        assertThat(hub.calls(Purpose.MATCH)).isEqualTo(3);
    }

    @Test
    void an_update_whose_reply_is_lost_is_sent_again_because_it_does_no_harm() {
        SalesforceId lead = hub.leads(1).get(0);
        sandbox.fault("drop-reply", "count=1&path=/composite/sobjects");

        assertThat(hub.update(lead, "Title", "Countess")).isEqualTo(new Written(lead));
        assertThat(title(lead)).isEqualTo("Countess");
    }

    @Test
    void a_creation_whose_reply_is_lost_is_not_made_again() {
        long leads = hub.count("Lead");
        sandbox.fault("drop-reply", "count=1&path=/composite/sobjects");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> hub.leads(1))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_TIMEOUT))
                .withMessageContaining("'emea' did not answer in time");
        assertThat(hub.count("Lead") - leads).isEqualTo(1);
        assertThat(hub.calls(Purpose.WRITE_BACK)).isEqualTo(1);
    }

    @Test
    void a_creation_that_is_refused_says_why() {
        WriteOutcome outcome =
                hub.org().create("Lead", new HashMap<>(Map.of("Company", "Without a name")), Purpose.WRITE_BACK);

        assertThat(outcome)
                .asInstanceOf(type(Refused.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("REQUIRED_FIELD_MISSING"));
    }

    @Test
    void calls_are_counted_by_their_purpose() {
        SalesforceId lead = hub.leads(2).get(0);
        hub.update(lead, "Title", "Countess");
        hub.read(lead);
        hub.org().queryPage(LEADS, Purpose.POLL);

        assertThat(hub.calls(Purpose.LOGIN)).isEqualTo(1);
        assertThat(hub.calls(Purpose.WRITE_BACK)).isEqualTo(3);
        assertThat(hub.calls(Purpose.READ)).isEqualTo(1);
        assertThat(hub.calls(Purpose.POLL)).isEqualTo(1);
        assertThat(hub.calls(Purpose.MERGE)).isZero();
    }

    private static ConnectedOrg gathering() {
        return new ConnectedOrg(sandbox.url(), folder, "500ms", "10s");
    }

    private static List<CompletableFuture<WriteOutcome>> updateAll(ConnectedOrg hub, List<SalesforceId> leads)
            throws InterruptedException {
        return ConnectedOrg.together(leads.stream()
                .<Callable<WriteOutcome>>map(id -> () -> hub.update(id, "Title", "Countess"))
                .toList());
    }

    private void assertProblem(ProblemCode code, String words) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> hub.org().query(LEADS, Purpose.MATCH))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(code))
                .withMessageContaining("The Salesforce org 'emea' ")
                .withMessageContaining(words);
    }

    private String title(SalesforceId lead) {
        CrmRecord record = hub.read(lead);
        return record == null ? "no such lead" : String.valueOf(record.text("Title"));
    }
}
