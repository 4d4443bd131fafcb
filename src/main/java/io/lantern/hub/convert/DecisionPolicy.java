package io.lantern.hub.convert;

import io.lantern.hub.convert.ConvertDecision.Action;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import io.lantern.hub.match.MatchStatus;
import org.jspecify.annotations.Nullable;

/**
 * Converts what is certain and leaves the rest to people: a wrong merge hurts for months, a lead that stays a lead does
 * not. A person known to the CRM goes into that contact; a person new to a known company becomes a contact of its
 * account; where two records are equally good, nothing is picked.
 */
final class DecisionPolicy {
    private DecisionPolicy() {}

    static ConvertDecision decide(LeadMatch match) {
        if (match.contact().status() == MatchStatus.AMBIGUOUS) {
            return leave(null, "Left as a lead: several contacts could be this person (%s)", ids(match.contact()));
        }
        Match contact = match.contact().only();
        SalesforceId account = contact == null ? null : id(contact.field("AccountId"));
        if (contact != null && account != null) {
            return new ConvertDecision(
                    Action.CONVERT,
                    account,
                    SalesforceId.of(contact.id()),
                    user(contact.field("OwnerId")),
                    "Converted into contact %s of account %s: %s"
                            .formatted(contact.id(), account, contact.explanation()));
        }
        if (match.account().status() == MatchStatus.AMBIGUOUS) {
            return leave(null, "Left as a lead: several accounts could be this company (%s)", ids(match.account()));
        }
        Match company = match.account().only();
        if (company != null) {
            return new ConvertDecision(
                    Action.CONVERT,
                    SalesforceId.of(company.id()),
                    null,
                    user(company.field("OwnerId")),
                    "Converted into a new contact of account %s: %s".formatted(company.id(), company.explanation()));
        }
        Match twin = match.lead().only();
        return twin == null
                ? leave(null, "Left as a lead: the CRM knows neither the person nor the company%s", "")
                : leave(
                        user(twin.field("OwnerId")),
                        "Left as a lead: the same person as open lead %s, so it gets the same owner",
                        twin.id());
    }

    private static ConvertDecision leave(@Nullable SalesforceId owner, String reason, String about) {
        return new ConvertDecision(Action.LEAVE, null, null, owner, reason.formatted(about));
    }

    private static String ids(MatchResult result) {
        return String.join(", ", result.matches().stream().map(Match::id).toList());
    }

    private static @Nullable SalesforceId id(@Nullable String text) {
        return text == null ? null : SalesforceId.parse(text).orElse(null);
    }

    /** A queue cannot own a contact or an opportunity, and is nobody to keep a lead. */
    private static @Nullable SalesforceId user(@Nullable String text) {
        SalesforceId owner = id(text);
        return owner != null && owner.keyPrefix().equals("005") ? owner : null;
    }
}
