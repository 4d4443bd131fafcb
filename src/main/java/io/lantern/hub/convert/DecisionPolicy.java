package io.lantern.hub.convert;

import io.lantern.hub.convert.ConvertDecision.Action;
import io.lantern.hub.convert.ConvertSettings.OnAccountMatch;
import io.lantern.hub.convert.ConvertSettings.OnContactMatch;
import io.lantern.hub.convert.ConvertSettings.OnNoMatch;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import io.lantern.hub.match.MatchStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Converts what is certain and leaves the rest to people: a wrong merge hurts for months, a lead that stays a lead does
 * not. By default a person known to the CRM goes into that contact; a person new to a known company becomes a contact
 * of its account. Where two records are equally good, nothing is ever picked.
 */
@Component
class DecisionPolicy {
    private final ConvertSettings settings;

    DecisionPolicy(ConvertSettings settings) {
        this.settings = settings;
    }

    ConvertDecision decide(LeadMatch match) {
        if (match.contact().status() == MatchStatus.AMBIGUOUS) {
            return leave(null, "Left as a lead: several contacts could be this person (%s)", ids(match.contact()));
        }
        Match contact = match.contact().only();
        SalesforceId account = contact == null ? null : id(contact.field("AccountId"));
        if (contact != null && account != null) {
            return ofContact(contact, account);
        }
        if (match.account().status() == MatchStatus.AMBIGUOUS) {
            return leave(null, "Left as a lead: several accounts could be this company (%s)", ids(match.account()));
        }
        Match company = match.account().only();
        if (company != null) {
            return ofAccount(company);
        }
        Match twin = match.lead().only();
        if (twin != null) {
            SalesforceId owner = user(twin.field("OwnerId"));
            String keeps = owner == null ? "" : ", so it gets the same owner";
            return leave(owner, "Left as a lead: the same person as open lead %s", twin.id() + keeps);
        }
        return settings.onNoMatch() == OnNoMatch.CREATE
                ? convert(
                        null,
                        null,
                        null,
                        "Converted into a new account and contact: the CRM knows neither the person nor the company")
                : leave(null, "Left as a lead: the CRM knows neither the person nor the company%s", "");
    }

    private ConvertDecision ofContact(Match contact, SalesforceId account) {
        SalesforceId owner = user(contact.field("OwnerId"));
        if (settings.onContactMatch() == OnContactMatch.LEAVE) {
            return leave(owner, "Left as a lead, as lantern.convert says for a known person: contact %s", contact.id());
        }
        return convert(
                account,
                SalesforceId.of(contact.id()),
                owner,
                "Converted into contact %s of account %s: %s".formatted(contact.id(), account, contact.explanation()));
    }

    private ConvertDecision ofAccount(Match company) {
        SalesforceId owner = user(company.field("OwnerId"));
        if (settings.onAccountMatch() == OnAccountMatch.LEAVE) {
            return leave(
                    owner, "Left as a lead, as lantern.convert says for a known company: account %s", company.id());
        }
        return convert(
                SalesforceId.of(company.id()),
                null,
                owner,
                "Converted into a new contact of account %s: %s".formatted(company.id(), company.explanation()));
    }

    private static ConvertDecision convert(
            @Nullable SalesforceId account,
            @Nullable SalesforceId contact,
            @Nullable SalesforceId owner,
            String reason) {
        return new ConvertDecision(Action.CONVERT, account, contact, owner, reason);
    }

    private static ConvertDecision leave(@Nullable SalesforceId owner, String reason, String about) {
        return new ConvertDecision(Action.LEAVE, null, null, owner, reason.formatted(about));
    }

    private static String ids(MatchResult result) {
        return String.join(", ", result.matches().stream().map(Match::id).toList());
    }

    static @Nullable SalesforceId id(@Nullable String text) {
        return text == null ? null : SalesforceId.parse(text).orElse(null);
    }

    /** A queue cannot own a contact or an opportunity, and is nobody to keep a lead. */
    private static @Nullable SalesforceId user(@Nullable String text) {
        SalesforceId owner = id(text);
        return owner != null && owner.keyPrefix().equals("005") ? owner : null;
    }
}
