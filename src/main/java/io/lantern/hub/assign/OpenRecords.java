package io.lantern.hub.assign;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What users own in Salesforce, asked with one aggregating query and believed for a short while; the room's own
 * assignments since are added by {@link Turns}. While an org is away the last known counts go on being used.
 */
@Component
class OpenRecords {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRecords.class);

    /** Salesforce takes an address of 16,384 bytes; an id in the query takes 27. */
    private static final int USERS_PER_QUERY = 200;

    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,79}");

    private final SalesforceOrgs orgs;
    private final AssignSettings settings;
    private final Clock clock;
    private final Map<Question, Entry> entries = new ConcurrentHashMap<>();

    OpenRecords(SalesforceOrgs orgs, AssignSettings settings, Clock clock) {
        this.orgs = orgs;
        this.settings = settings;
        this.clock = clock;
    }

    private record Question(OrgRef org, String object, Set<SalesforceId> users) {}

    private static final class Entry {
        private volatile @Nullable Loads loads;
    }

    /**
     * @param object API name
     * @param users members of a pool
     * @throws ProblemException when they were never asked for and the org does not answer
     */
    Loads of(OrgRef org, String object, Set<SalesforceId> users) {
        Entry entry = entries.computeIfAbsent(new Question(org, object, Set.copyOf(users)), question -> new Entry());
        Loads known = entry.loads;
        if (known != null && isFresh(known)) {
            return known;
        }
        synchronized (entry) {
            Loads meanwhile = entry.loads;
            if (meanwhile != null && isFresh(meanwhile)) {
                return meanwhile;
            }
            Loads loads = ask(org, object, users, meanwhile);
            entry.loads = loads;
            forgetOld();
            return loads;
        }
    }

    private boolean isFresh(Loads loads) {
        return loads.asOf().plus(settings.loadRefresh()).isAfter(clock.instant());
    }

    private Loads ask(OrgRef org, String object, Set<SalesforceId> users, @Nullable Loads known) {
        Instant now = clock.instant();
        try {
            Map<SalesforceId, Long> counts = new HashMap<>();
            List<SalesforceId> all = new ArrayList<>(users);
            for (int from = 0; from < all.size(); from += USERS_PER_QUERY) {
                List<SalesforceId> some = all.subList(from, Math.min(all.size(), from + USERS_PER_QUERY));
                some.forEach(user -> counts.put(user, 0L));
                orgs.get(org)
                        .counts("OwnerId", soql(object, some), Purpose.ASSIGN)
                        .forEach((owner, number) -> counts.put(SalesforceId.of(owner), number));
            }
            return new Loads(object, now, counts);
        } catch (ProblemException e) {
            if (known == null) {
                throw e;
            }
            LOG.warn(
                    "Open records of org {} could not be counted ({}); the counts of {} are used",
                    org.name(),
                    e.problem().code(),
                    known.asOf());
            return known;
        }
    }

    private static Soql soql(String object, List<SalesforceId> users) {
        if (!NAME.matcher(object).matches()) {
            throw new IllegalArgumentException("Not the name of an object: " + object);
        }
        String open = switch (object) {
            case "Lead" -> "IsConverted = false AND ";
            case "Opportunity", "Case" -> "IsClosed = false AND ";
            default -> "";
        };
        return Soql.of(
                "SELECT OwnerId, COUNT(Id) n FROM " + object + " WHERE " + open + "OwnerId IN ? GROUP BY OwnerId",
                users);
    }

    /** Pools change and are deleted; what was last asked for them shall not stay for good. */
    private void forgetOld() {
        Instant limit = clock.instant().minus(FORGOTTEN);
        entries.values().removeIf(entry -> {
            Loads loads = entry.loads;
            return loads != null && loads.asOf().isBefore(limit);
        });
    }
}
