package io.lantern.hub.convert;

import static io.lantern.hub.convert.Matched.ACCOUNT;
import static io.lantern.hub.convert.Matched.CONTACT;
import static io.lantern.hub.convert.Matched.LEAD;
import static io.lantern.hub.convert.Matched.OTHER_ACCOUNT;
import static io.lantern.hub.convert.Matched.OTHER_CONTACT;
import static io.lantern.hub.convert.Matched.USER;
import static io.lantern.hub.convert.Matched.account;
import static io.lantern.hub.convert.Matched.contact;
import static io.lantern.hub.convert.Matched.match;
import static io.lantern.hub.convert.Matched.none;
import static io.lantern.hub.convert.Matched.one;
import static io.lantern.hub.convert.Matched.several;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lantern.hub.convert.ConvertRequest.MatchPolicy;
import io.lantern.hub.convert.ConvertRequest.MergePolicy;
import io.lantern.hub.convert.ConvertRequest.OnAccountMatch;
import io.lantern.hub.convert.ConvertRequest.OnAmbiguous;
import io.lantern.hub.convert.ConvertRequest.OnContactMatch;
import io.lantern.hub.convert.ConvertRequest.Rules;
import io.lantern.hub.convert.ConvertResponse.Action;
import io.lantern.hub.convert.ConvertResponse.Status;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Match KNOWN = contact(CONTACT, ACCOUNT, USER);
    private static final MatchResult TWO_CONTACTS = several(KNOWN, contact(OTHER_CONTACT, OTHER_ACCOUNT, USER));
    private static final MatchResult TWO_ACCOUNTS = several(account(ACCOUNT, USER), account(OTHER_ACCOUNT, USER));

    @Test
    void without_policies_a_known_person_is_merged_into_the_contact_and_its_account() {
        Plan plan = Plan.of(request(null, null, null), match(one(account(OTHER_ACCOUNT, USER)), one(KNOWN), none()));

        assertThat(plan).isEqualTo(new Plan.Go(SalesforceId.of(ACCOUNT), SalesforceId.of(CONTACT), KNOWN));
    }

    @Test
    void without_policies_a_new_person_is_attached_to_the_known_company() {
        Plan plan = Plan.of(request(null, null, null), match(one(account(ACCOUNT, USER)), none(), none()));

        assertThat(plan).isEqualTo(new Plan.Go(SalesforceId.of(ACCOUNT), null, null));
    }

    @Test
    void without_policies_what_is_unknown_is_made() {
        assertThat(Plan.of(request(null, null, null), match(none(), none(), none())))
                .isEqualTo(new Plan.Go(null, null, null));
    }

    @Test
    void by_default_two_contacts_stop_and_both_are_named_with_why() {
        Plan plan = Plan.of(request(null, null, null), match(one(account(ACCOUNT, USER)), TWO_CONTACTS, none()));

        assertThat(plan).isInstanceOfSatisfying(Plan.Stop.class, stop -> {
            assertThat(stop.status()).isEqualTo(Status.DUPLICATE);
            assertThat(stop.actions())
                    .containsExactly(
                            new Action("ambiguous_match", "Contact", SalesforceId.of(CONTACT), "Same e-mail address"),
                            new Action(
                                    "ambiguous_match",
                                    "Contact",
                                    SalesforceId.of(OTHER_CONTACT),
                                    "Same e-mail address"));
        });
    }

    @Test
    void by_default_two_accounts_stop() {
        Plan plan = Plan.of(request(null, null, null), match(TWO_ACCOUNTS, none(), none()));

        assertThat(plan)
                .isInstanceOfSatisfying(
                        Plan.Stop.class,
                        stop -> assertThat(stop.actions())
                                .extracting(Action::object, Action::id)
                                .containsExactly(
                                        tuple("Account", SalesforceId.of(ACCOUNT)),
                                        tuple("Account", SalesforceId.of(OTHER_ACCOUNT))));
    }

    /** The contact's own account is taken then, so nothing is left to pick. */
    @Test
    void two_accounts_do_not_stop_when_the_person_is_certain() {
        Plan plan = Plan.of(request(null, null, null), match(TWO_ACCOUNTS, one(KNOWN), none()));

        assertThat(plan).isEqualTo(new Plan.Go(SalesforceId.of(ACCOUNT), SalesforceId.of(CONTACT), KNOWN));
    }

    @Test
    void create_makes_new_records_where_two_are_equally_good() {
        Plan plan = Plan.of(request(null, null, OnAmbiguous.CREATE), match(TWO_ACCOUNTS, TWO_CONTACTS, none()));

        assertThat(plan).isEqualTo(new Plan.Go(null, null, null));
    }

    @Test
    void best_takes_the_first_of_two() {
        Plan plan = Plan.of(request(null, null, OnAmbiguous.BEST), match(TWO_ACCOUNTS, TWO_CONTACTS, none()));

        assertThat(plan).isEqualTo(new Plan.Go(SalesforceId.of(ACCOUNT), SalesforceId.of(CONTACT), KNOWN));
    }

    @Test
    void a_separate_contact_still_goes_to_the_known_company() {
        MergePolicy separate = new MergePolicy(OnContactMatch.CREATE_SEPARATE_CONTACT, null, null);

        Plan plan = Plan.of(request(null, separate, null), match(one(account(ACCOUNT, USER)), TWO_CONTACTS, none()));

        assertThat(plan).isEqualTo(new Plan.Go(SalesforceId.of(ACCOUNT), null, null));
    }

    @Test
    void separate_records_ask_nobody_which_is_the_best() {
        MergePolicy separate =
                new MergePolicy(OnContactMatch.CREATE_SEPARATE_CONTACT, OnAccountMatch.CREATE_SEPARATE_ACCOUNT, null);

        Plan plan = Plan.of(request(null, separate, null), match(TWO_ACCOUNTS, TWO_CONTACTS, none()));

        assertThat(plan).isEqualTo(new Plan.Go(null, null, null));
    }

    @Test
    void a_contact_without_account_takes_no_lead_so_a_new_one_is_made() {
        Plan plan = Plan.of(
                request(null, null, null),
                match(one(account(ACCOUNT, USER)), one(contact(CONTACT, null, USER)), none()));

        assertThat(plan).isEqualTo(new Plan.Go(SalesforceId.of(ACCOUNT), null, null));
    }

    @Test
    void a_policy_that_makes_no_contacts_fails_for_a_stranger_and_names_itself() {
        MatchPolicy policy = new MatchPolicy(new Rules(null, false), null);

        Plan plan = Plan.of(request(policy, null, null), match(one(account(ACCOUNT, USER)), none(), none()));

        assertFailed(plan, "Contact", "No contact matches, and match_policy.contact.create_if_no_match is false");
    }

    @Test
    void a_policy_that_makes_no_accounts_fails_for_an_unknown_company_only() {
        MatchPolicy policy = new MatchPolicy(null, new Rules(null, false));

        assertFailed(
                Plan.of(request(policy, null, null), match(none(), none(), none())),
                "Account",
                "No account matches, and match_policy.account.create_if_no_match is false");
        assertThat(Plan.of(request(policy, null, null), match(none(), one(KNOWN), none())))
                .isInstanceOf(Plan.Go.class);
    }

    private static void assertFailed(Plan plan, String object, String why) {
        assertThat(plan).isInstanceOfSatisfying(Plan.Stop.class, stop -> {
            assertThat(stop.status()).isEqualTo(Status.FAILED);
            assertThat(stop.actions()).containsExactly(new Action("no_match", object, null, why));
        });
    }

    private static ConvertRequest request(
            @Nullable MatchPolicy match, @Nullable MergePolicy merge, @Nullable OnAmbiguous ambiguous) {
        return new ConvertRequest(LEAD, match, merge, null, null, null, null, null, ambiguous, null, null);
    }
}
