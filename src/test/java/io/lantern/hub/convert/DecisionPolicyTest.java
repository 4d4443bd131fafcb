package io.lantern.hub.convert;

import static io.lantern.hub.convert.Matched.ACCOUNT;
import static io.lantern.hub.convert.Matched.CONTACT;
import static io.lantern.hub.convert.Matched.OTHER_ACCOUNT;
import static io.lantern.hub.convert.Matched.OTHER_CONTACT;
import static io.lantern.hub.convert.Matched.OTHER_LEAD;
import static io.lantern.hub.convert.Matched.QUEUE;
import static io.lantern.hub.convert.Matched.USER;
import static io.lantern.hub.convert.Matched.account;
import static io.lantern.hub.convert.Matched.contact;
import static io.lantern.hub.convert.Matched.lead;
import static io.lantern.hub.convert.Matched.match;
import static io.lantern.hub.convert.Matched.none;
import static io.lantern.hub.convert.Matched.one;
import static io.lantern.hub.convert.Matched.several;
import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.convert.ConvertDecision.Action;
import io.lantern.hub.convert.ConvertSettings.OnAccountMatch;
import io.lantern.hub.convert.ConvertSettings.OnContactMatch;
import io.lantern.hub.convert.ConvertSettings.OnNoMatch;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionPolicyTest {
    private static final DecisionPolicy POLICY = new DecisionPolicy(new ConvertSettings(
            OnContactMatch.MERGE_LEAD_INTO_CONTACT, OnAccountMatch.ATTACH_TO_ACCOUNT, OnNoMatch.LEAVE, false, 0.95));
    private static final DecisionPolicy CAREFUL = new DecisionPolicy(
            new ConvertSettings(OnContactMatch.LEAVE, OnAccountMatch.LEAVE, OnNoMatch.CREATE, false, 0.95));

    @Test
    void settings_may_leave_what_is_known_to_people_and_convert_what_is_new() {
        ConvertDecision person = CAREFUL.decide(match(none(), one(contact(CONTACT, ACCOUNT, USER)), none()));
        ConvertDecision company = CAREFUL.decide(match(one(account(ACCOUNT, USER)), none(), none()));
        ConvertDecision stranger = CAREFUL.decide(match(none(), none(), none()));

        assertThat(person.action()).isEqualTo(Action.LEAVE);
        assertThat(person.preferredOwner()).isEqualTo(SalesforceId.of(USER));
        assertThat(person.reason()).contains("lantern.convert", CONTACT);
        assertThat(company.action()).isEqualTo(Action.LEAVE);
        assertThat(company.reason()).contains("lantern.convert", ACCOUNT);
        assertThat(stranger)
                .isEqualTo(new ConvertDecision(
                        Action.CONVERT,
                        null,
                        null,
                        null,
                        "Converted into a new account and contact: the CRM knows neither the person nor the company"));
    }

    @Test
    void a_known_person_goes_into_that_contact_and_its_own_account() {
        // given a contact whose account is not the one that the company's name matches
        LeadMatch match = match(one(account(OTHER_ACCOUNT, QUEUE)), one(contact(CONTACT, ACCOUNT, USER)), none());

        ConvertDecision decision = POLICY.decide(match);

        assertThat(decision)
                .isEqualTo(new ConvertDecision(
                        Action.CONVERT,
                        SalesforceId.of(ACCOUNT),
                        SalesforceId.of(CONTACT),
                        SalesforceId.of(USER),
                        "Converted into contact " + CONTACT + " of account " + ACCOUNT + ": Same e-mail address"));
    }

    @Test
    void a_new_person_of_a_known_company_becomes_a_contact_of_its_account() {
        ConvertDecision decision =
                POLICY.decide(match(one(account(ACCOUNT, USER)), none(), one(lead(OTHER_LEAD, QUEUE))));

        assertThat(decision)
                .isEqualTo(new ConvertDecision(
                        Action.CONVERT,
                        SalesforceId.of(ACCOUNT),
                        null,
                        SalesforceId.of(USER),
                        "Converted into a new contact of account " + ACCOUNT + ": Same web domain vandelay.example"));
    }

    @Test
    void several_persons_leave_the_lead_even_when_the_company_is_certain() {
        MatchResult persons = several(contact(CONTACT, ACCOUNT, USER), contact(OTHER_CONTACT, ACCOUNT, USER));

        ConvertDecision decision = POLICY.decide(match(one(account(ACCOUNT, USER)), persons, none()));

        assertLeft(
                decision,
                "Left as a lead: several contacts could be this person (" + CONTACT + ", " + OTHER_CONTACT + ")");
    }

    @Test
    void several_companies_leave_the_lead() {
        MatchResult companies = several(account(ACCOUNT, USER), account(OTHER_ACCOUNT, USER));

        ConvertDecision decision = POLICY.decide(match(companies, none(), none()));

        assertLeft(
                decision,
                "Left as a lead: several accounts could be this company (" + ACCOUNT + ", " + OTHER_ACCOUNT + ")");
    }

    @Test
    void several_companies_do_not_matter_when_the_person_is_certain() {
        MatchResult companies = several(account(ACCOUNT, USER), account(OTHER_ACCOUNT, USER));

        ConvertDecision decision = POLICY.decide(match(companies, one(contact(CONTACT, OTHER_ACCOUNT, USER)), none()));

        assertThat(decision.action()).isEqualTo(Action.CONVERT);
        assertThat(decision.accountId()).isEqualTo(SalesforceId.of(OTHER_ACCOUNT));
    }

    @Test
    void a_contact_without_account_cannot_take_a_lead_so_the_company_decides() {
        ConvertDecision decision =
                POLICY.decide(match(one(account(ACCOUNT, USER)), one(contact(CONTACT, null, USER)), none()));

        assertThat(decision.accountId()).isEqualTo(SalesforceId.of(ACCOUNT));
        assertThat(decision.contactId()).isNull();
    }

    @Test
    void a_stranger_of_an_unknown_company_stays_a_lead() {
        ConvertDecision decision = POLICY.decide(match(none(), none(), none()));

        assertLeft(decision, "Left as a lead: the CRM knows neither the person nor the company");
    }

    @Test
    void a_person_who_is_another_open_lead_stays_a_lead_and_goes_to_the_same_owner() {
        ConvertDecision decision = POLICY.decide(match(none(), none(), one(lead(OTHER_LEAD, USER))));

        assertThat(decision)
                .isEqualTo(new ConvertDecision(
                        Action.LEAVE,
                        null,
                        null,
                        SalesforceId.of(USER),
                        "Left as a lead: the same person as open lead " + OTHER_LEAD + ", so it gets the same owner"));
    }

    @Test
    void a_queue_is_nobodys_preferred_owner() {
        assertThat(POLICY.decide(match(one(account(ACCOUNT, QUEUE)), none(), none()))
                        .preferredOwner())
                .isNull();
        assertThat(POLICY.decide(match(none(), one(contact(CONTACT, ACCOUNT, QUEUE)), none()))
                        .preferredOwner())
                .isNull();
    }

    /** The reason must not promise an owner that there is none of. */
    @Test
    void a_twin_that_waits_in_a_queue_promises_no_owner() {
        ConvertDecision decision = POLICY.decide(match(none(), none(), one(lead(OTHER_LEAD, QUEUE))));

        assertLeft(decision, "Left as a lead: the same person as open lead " + OTHER_LEAD);
    }

    @Test
    void a_percent_sign_in_an_explanation_is_only_text() {
        ConvertDecision decision = POLICY.decide(match(
                one(new Match(ACCOUNT, "Account", 0.9, List.of(), "Name is 92% alike", Map.of("OwnerId", USER))),
                none(),
                none()));

        assertThat(decision.reason()).endsWith("Name is 92% alike");
    }

    private static void assertLeft(ConvertDecision decision, String reason) {
        assertThat(decision).isEqualTo(new ConvertDecision(Action.LEAVE, null, null, null, reason));
    }
}
