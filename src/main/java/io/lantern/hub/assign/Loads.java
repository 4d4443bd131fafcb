package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many open records of an object users own.
 *
 * @param object API name
 * @param asOf when Salesforce was asked
 * @param counts an entry for each user that Salesforce was asked for
 */
record Loads(String object, Instant asOf, Map<SalesforceId, Long> counts) {
    /** For pools that do not ask. */
    static final Loads NONE = new Loads("", Instant.EPOCH, Map.of());

    Loads {
        counts = Map.copyOf(counts);
    }

    long of(SalesforceId user) {
        return counts.getOrDefault(user, 0L);
    }

    boolean cover(Collection<SalesforceId> users) {
        return counts.keySet().containsAll(users);
    }

    /** @param more user to records on top of these */
    Loads plus(Map<SalesforceId, Long> more) {
        Map<SalesforceId, Long> sum = new HashMap<>(counts);
        more.forEach((user, number) -> sum.merge(user, number, Long::sum));
        return new Loads(object, asOf, sum);
    }

    /** @return what is counted, for example {@code open leads} */
    String noun() {
        return switch (object) {
            case "Lead" -> "open leads";
            case "Opportunity" -> "open opportunities";
            case "Case" -> "open cases";
            case "Contact" -> "contacts";
            case "Account" -> "accounts";
            default -> "records of " + object;
        };
    }
}
