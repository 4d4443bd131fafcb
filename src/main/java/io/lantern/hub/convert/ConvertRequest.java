package io.lantern.hub.convert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/salesforce/convert}. What is null has the contract's default.
 *
 * @param leadSfId 15 or 18 characters
 * @param setOwnerRoundRobinPool pool that gives the new owner; null keeps the lead's
 */
record ConvertRequest(
        String leadSfId,
        @Nullable MatchPolicy matchPolicy,
        @Nullable MergePolicy mergePolicy,
        @Nullable String setOwnerRoundRobinPool,
        @Nullable Opportunity opportunity,
        @Nullable String convertedStatus,
        @Nullable Boolean overwriteLeadSource,
        @Nullable Boolean sendNotificationEmail,
        @Nullable OnAmbiguous onAmbiguous,
        @Nullable Boolean dryRun,
        @Nullable Logs logs) {

    /** Which records count as the same, per object. */
    record MatchPolicy(@Nullable Rules contact, @Nullable Rules account) {}

    /** @param by rules of match; null takes the default */
    record Rules(@Nullable List<String> by, @Nullable Boolean createIfNoMatch) {}

    /** @param fields contact field to who wins; fields not named: Salesforce fills the blanks */
    record MergePolicy(
            @Nullable OnContactMatch onContactMatch,
            @Nullable OnAccountMatch onAccountMatch,
            @Nullable Map<String, Winner> fields) {}

    record Opportunity(
            @Nullable Boolean create,
            @Nullable String name,
            @Nullable String id) {}

    record Logs(@Nullable String reason, @Nullable List<String> tags) {}

    enum OnContactMatch {
        @JsonProperty("merge_lead_into_contact")
        MERGE_LEAD_INTO_CONTACT,

        @JsonProperty("create_separate_contact")
        CREATE_SEPARATE_CONTACT
    }

    enum OnAccountMatch {
        @JsonProperty("attach_to_account")
        ATTACH_TO_ACCOUNT,

        @JsonProperty("create_separate_account")
        CREATE_SEPARATE_ACCOUNT
    }

    enum OnAmbiguous {
        @JsonProperty("stop")
        STOP,

        @JsonProperty("create")
        CREATE,

        @JsonProperty("best")
        BEST
    }

    enum Winner {
        @JsonProperty("fill_blanks")
        FILL_BLANKS,

        @JsonProperty("newest")
        NEWEST,

        @JsonProperty("lead")
        LEAD,

        @JsonProperty("contact")
        CONTACT
    }

    OnAmbiguous ambiguous() {
        return onAmbiguous == null ? OnAmbiguous.STOP : onAmbiguous;
    }

    boolean mergesContacts() {
        return mergePolicy == null || mergePolicy.onContactMatch() != OnContactMatch.CREATE_SEPARATE_CONTACT;
    }

    boolean attachesAccounts() {
        return mergePolicy == null || mergePolicy.onAccountMatch() != OnAccountMatch.CREATE_SEPARATE_ACCOUNT;
    }

    boolean createsContacts() {
        return matchPolicy == null || creates(matchPolicy.contact());
    }

    boolean createsAccounts() {
        return matchPolicy == null || creates(matchPolicy.account());
    }

    @Nullable
    List<String> contactRules() {
        return matchPolicy == null || matchPolicy.contact() == null
                ? null
                : matchPolicy.contact().by();
    }

    @Nullable
    List<String> accountRules() {
        return matchPolicy == null || matchPolicy.account() == null
                ? null
                : matchPolicy.account().by();
    }

    private static boolean creates(@Nullable Rules rules) {
        return rules == null || !Boolean.FALSE.equals(rules.createIfNoMatch());
    }
}
