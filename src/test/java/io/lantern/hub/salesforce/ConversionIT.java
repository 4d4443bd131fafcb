package io.lantern.hub.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.ConversionOutcome.AlreadyConverted;
import io.lantern.hub.salesforce.ConversionOutcome.Converted;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversion and merge cannot be undone: whatever happens on the way, they must happen once. */
class ConversionIT {
    private static final String SOAP = "path=/services/Soap";

    @TempDir
    static Path folder;

    private static SandboxOrg sandbox;
    private ConnectedOrg hub;
    private long asked;

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
        asked = sandbox.requests("soap.convertLead");
    }

    @AfterEach
    void disconnect() throws Exception {
        sandbox.noFaults();
        hub.close();
    }

    @Test
    void a_lead_becomes_an_account_a_contact_and_an_opportunity_when_asked() {
        SalesforceId lead = hub.leads(1).get(0);

        ConversionOutcome outcome = convert(hub, lead);

        assertThat(outcome)
                .asInstanceOf(type(Converted.class))
                .satisfies(made -> assertThat(made.accountId().keyPrefix()).isEqualTo("001"))
                .satisfies(made -> assertThat(made.contactId().keyPrefix()).isEqualTo("003"))
                .satisfies(
                        made -> assertThat(String.valueOf(made.opportunityId())).startsWith("006"));
        assertThat(isConverted(lead)).isTrue();
    }

    @Test
    void leads_converted_at_the_same_time_cost_one_call() throws Exception {
        List<SalesforceId> leads = hub.leads(5);
        try (ConnectedOrg gathering = gathering()) {
            convert(gathering, hub.leads(1).get(0));

            List<CompletableFuture<ConversionOutcome>> outcomes = convertAll(gathering, leads);

            assertThat(outcomes).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Converted.class));
            assertThat(asked()).isEqualTo(2);
        }
    }

    @Test
    void a_conversion_whose_reply_is_lost_is_settled_by_reading() {
        SalesforceId lead = hub.leads(1).get(0);
        long accounts = hub.count("Account");
        long opportunities = hub.count("Opportunity");
        sandbox.fault("drop-reply", "count=1&" + SOAP);

        ConversionOutcome outcome = convert(hub, lead);

        assertThat(outcome)
                .asInstanceOf(type(AlreadyConverted.class))
                .satisfies(found -> assertThat(found.accountId()).isNotNull())
                .satisfies(found -> assertThat(found.contactId()).isNotNull())
                .satisfies(found -> assertThat(found.opportunityId()).isNotNull());
        assertThat(asked()).isEqualTo(1);
        assertThat(hub.count("Account") - accounts).isEqualTo(1);
        assertThat(hub.count("Opportunity") - opportunities).isEqualTo(1);
    }

    @Test
    void a_conversion_the_org_never_saw_is_asked_for_again() {
        SalesforceId lead = hub.leads(1).get(0);
        sandbox.fault("unavailable", "count=2&" + SOAP);

        assertThat(convert(hub, lead)).isInstanceOf(Converted.class);
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void a_lead_that_somebody_converted_before_is_told_with_what_became_of_it() {
        SalesforceId lead = hub.leads(1).get(0);
        ConversionOutcome first = convert(hub, lead);

        ConversionOutcome second = convert(hub, lead);

        Converted made = (Converted) first;
        assertThat(second).isEqualTo(new AlreadyConverted(made.accountId(), made.contactId(), made.opportunityId()));
    }

    @Test
    void a_locked_lead_is_converted_on_the_second_try() throws Exception {
        List<SalesforceId> leads = hub.leads(3);
        long accounts = hub.count("Account");
        sandbox.fault("row-lock", "count=1&path=Lead/" + leads.get(1));
        try (ConnectedOrg gathering = gathering()) {
            List<CompletableFuture<ConversionOutcome>> outcomes = convertAll(gathering, leads);

            assertThat(outcomes).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Converted.class));
        }
        assertThat(asked()).isEqualTo(2);
        assertThat(hub.count("Account") - accounts).isEqualTo(3);
    }

    @Test
    void a_lead_that_stays_locked_fails_alone() throws Exception {
        List<SalesforceId> leads = hub.leads(3);
        sandbox.fault("row-lock", "path=Lead/" + leads.get(1));
        try (ConnectedOrg gathering = gathering()) {
            List<CompletableFuture<ConversionOutcome>> outcomes = convertAll(gathering, leads);

            assertThat(outcomes.get(0).join()).isInstanceOf(Converted.class);
            assertThat(outcomes.get(2).join()).isInstanceOf(Converted.class);
            assertThat(outcomes.get(1))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE));
        }
        assertThat(isConverted(leads.get(1))).isFalse();
    }

    @Test
    void a_conversion_that_salesforce_refuses_is_told_in_its_words() {
        SalesforceId unknown = SalesforceId.of("00Q000000000999");

        assertThat(convert(hub, unknown))
                .asInstanceOf(type(ConversionOutcome.Refused.class))
                .satisfies(refused -> assertThat(refused.code()).isNotBlank())
                .satisfies(refused -> assertThat(refused.message()).isNotBlank());
    }

    @Test
    void an_ended_session_is_renewed_once_for_soap_too() throws Exception {
        List<SalesforceId> leads = hub.leads(4);
        long logins = sandbox.requests("oauth.client_credentials");
        sandbox.endSessions();

        List<CompletableFuture<ConversionOutcome>> outcomes = convertAll(hub, leads);

        assertThat(outcomes).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Converted.class));
        assertThat(sandbox.requests("oauth.client_credentials") - logins).isEqualTo(1);
    }

    @Test
    void too_many_calls_at_the_same_moment_pass_for_soap_too() {
        SalesforceId lead = hub.leads(1).get(0);
        convert(hub, hub.leads(1).get(0));
        sandbox.fault("request-limit", "count=1&kind=concurrent&" + SOAP);

        assertThat(convert(hub, lead)).isInstanceOf(Converted.class);
    }

    @Test
    void a_merge_keeps_the_winner_with_the_given_fields_and_deletes_the_losers() {
        List<SalesforceId> leads = hub.leads(3);

        WriteOutcome outcome = merge(leads.get(0), leads.subList(1, 3), "Countess & <Lovelace>");

        assertThat(outcome).isEqualTo(new Written(leads.get(0)));
        CrmRecord winner = hub.read(leads.get(0));
        assertThat(winner == null ? null : winner.text("Title")).isEqualTo("Countess & <Lovelace>");
        assertThat(hub.read(leads.get(1))).isNull();
        assertThat(hub.read(leads.get(2))).isNull();
        assertThat(hub.calls(Purpose.MERGE)).isEqualTo(1);
    }

    @Test
    void a_merge_that_salesforce_refuses_is_told_in_its_words() {
        SalesforceId winner = hub.leads(1).get(0);

        assertThat(merge(winner, List.of(SalesforceId.of("00Q000000000999")), "Countess"))
                .asInstanceOf(type(WriteOutcome.Refused.class))
                .satisfies(refused -> assertThat(refused.code()).isNotBlank());
    }

    @Test
    void a_merge_whose_reply_is_lost_is_not_made_again() {
        List<SalesforceId> leads = hub.leads(2);
        sandbox.fault("drop-reply", "count=1&" + SOAP);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> merge(leads.get(0), leads.subList(1, 2), "Countess"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_TIMEOUT));
        assertThat(hub.calls(Purpose.MERGE)).isEqualTo(1);
    }

    @Test
    void a_merge_the_org_never_saw_may_be_tried_again_later() {
        List<SalesforceId> leads = hub.leads(2);
        sandbox.fault("unavailable", "count=1&" + SOAP);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> merge(leads.get(0), leads.subList(1, 2), "Countess"))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE));
        assertThat(merge(leads.get(0), leads.subList(1, 2), "Countess")).isEqualTo(new Written(leads.get(0)));
    }

    private long asked() {
        return sandbox.requests("soap.convertLead") - asked;
    }

    private boolean isConverted(SalesforceId lead) {
        CrmRecord record = hub.read(lead);
        return record != null && record.isTrue("IsConverted");
    }

    private WriteOutcome merge(SalesforceId winner, List<SalesforceId> losers, @Nullable String title) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("Title", title);
        return hub.org().merge(new CrmRecord("Lead", winner, fields), losers, Purpose.MERGE);
    }

    private static ConnectedOrg gathering() {
        return new ConnectedOrg(sandbox.url(), folder, "500ms", "10s");
    }

    private static List<CompletableFuture<ConversionOutcome>> convertAll(ConnectedOrg hub, List<SalesforceId> leads)
            throws InterruptedException {
        return ConnectedOrg.together(leads.stream()
                .<Callable<ConversionOutcome>>map(id -> () -> convert(hub, id))
                .toList());
    }

    private static ConversionOutcome convert(ConnectedOrg hub, SalesforceId lead) {
        LeadConversion conversion =
                new LeadConversion(lead, null, null, null, true, null, null, null, false, false, true);
        return hub.org().convert(conversion, Purpose.CONVERT);
    }
}
