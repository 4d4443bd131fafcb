package io.lantern.hub.convert;

import io.lantern.hub.match.LeadMatch;
import io.lantern.hub.match.Match;
import io.lantern.hub.match.MatchResult;
import io.lantern.hub.match.MatchStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What matching may have found, as the tests of decisions need it. */
final class Matched {
    static final String LEAD = "00Q000000000001EAA";
    static final String OTHER_LEAD = "00Q000000000002EAA";
    static final String ACCOUNT = "001000000000001AAA";
    static final String OTHER_ACCOUNT = "001000000000002AAA";
    static final String CONTACT = "003000000000001AAA";
    static final String OTHER_CONTACT = "003000000000002AAA";
    static final String USER = "005000000000001AAA";
    static final String QUEUE = "00G000000000001EAA";

    private Matched() {}

    static LeadMatch match(MatchResult account, MatchResult contact, MatchResult lead) {
        return new LeadMatch(account, contact, lead);
    }

    static MatchResult none() {
        return new MatchResult(LEAD, MatchStatus.NONE, null, List.of());
    }

    static MatchResult one(Match match) {
        return new MatchResult(LEAD, MatchStatus.MATCHED, match.id(), List.of(match));
    }

    static MatchResult several(Match... matches) {
        return new MatchResult(LEAD, MatchStatus.AMBIGUOUS, null, Arrays.asList(matches));
    }

    static Match account(String id, String owner) {
        return new Match(id, "Account", 0.95, List.of(), "Same web domain vandelay.example", Map.of("OwnerId", owner));
    }

    /** @param account null for a contact of no account, which Salesforce calls private */
    static Match contact(String id, @Nullable String account, String owner) {
        Map<String, Object> record =
                account == null ? Map.of("OwnerId", owner) : Map.of("AccountId", account, "OwnerId", owner);
        return new Match(id, "Contact", 0.97, List.of(), "Same e-mail address", record);
    }

    static Match lead(String id, String owner) {
        return new Match(id, "Lead", 0.97, List.of(), "Same e-mail address", Map.of("OwnerId", owner));
    }
}
