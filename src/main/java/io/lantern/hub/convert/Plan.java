package io.lantern.hub.convert;

import io.lantern.hub.convert.ConvertRequest.OnAmbiguous;
import io.lantern.hub.convert.ConvertResponse.Action;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import io.lantern.hub.match.MatchStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request for conversion comes to, given what was matched. Pure. */
sealed interface Plan {

    /**
     * Convert into these; null makes a new record.
     *
     * @param contact the matched contact with its fields; null when a new one is made
     */
    record Go(
            @Nullable SalesforceId accountId,
            @Nullable SalesforceId contactId,
            @Nullable Match contact) implements Plan {}

    /** Two records are equally good, or a policy forbids to make a new one. */
    record Stop(ConvertResponse.Status status, List<Action> actions) implements Plan {}

    /** @return whether the conversion makes an account */
    default boolean makesAccount() {
        return this instanceof Go go && go.accountId() == null;
    }

    static Plan of(ConvertRequest request, LeadMatch match) {
        OnAmbiguous ambiguous = request.ambiguous();
        boolean stops = ambiguous == OnAmbiguous.STOP;
        if (stops && request.mergesContacts() && match.contact().status() == MatchStatus.AMBIGUOUS) {
            return several("Contact", match.contact());
        }
        Match contact = request.mergesContacts() ? pick(match.contact(), ambiguous) : null;
        SalesforceId ofContact = contact == null ? null : id(contact.field("AccountId"));
        if (contact != null && ofContact != null) {
            return new Go(ofContact, SalesforceId.of(contact.id()), contact);
        }
        if (stops && request.attachesAccounts() && match.account().status() == MatchStatus.AMBIGUOUS) {
            return several("Account", match.account());
        }
        Match account = request.attachesAccounts() ? pick(match.account(), ambiguous) : null;
        if (!request.createsContacts()) {
            return failed("Contact", "No contact matches, and match_policy.contact.create_if_no_match is false");
        }
        if (account == null && !request.createsAccounts()) {
            return failed("Account", "No account matches, and match_policy.account.create_if_no_match is false");
        }
        return new Go(account == null ? null : SalesforceId.of(account.id()), null, null);
    }

    private static @Nullable Match pick(MatchResult result, OnAmbiguous ambiguous) {
        return switch (result.status()) {
            case MATCHED -> result.only();
            case AMBIGUOUS -> ambiguous == OnAmbiguous.BEST ? result.matches().get(0) : null;
            case NONE -> null;
        };
    }

    private static Plan several(String object, MatchResult result) {
        return new Stop(
                ConvertResponse.Status.DUPLICATE,
                result.matches().stream()
                        .map(match ->
                                new Action("ambiguous_match", object, SalesforceId.of(match.id()), match.explanation()))
                        .toList());
    }

    private static Plan failed(String object, String why) {
        return new Stop(ConvertResponse.Status.FAILED, List.of(new Action("no_match", object, null, why)));
    }

    private static @Nullable SalesforceId id(@Nullable String text) {
        return text == null ? null : SalesforceId.parse(text).orElse(null);
    }
}
