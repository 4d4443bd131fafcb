package io.lantern.hub.assign;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Who can own records: the active users of each org, read with one query and believed for a while. While an org
 * is away the last known list goes on being used.
 */
@Component
class UserDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(UserDirectory.class);

    /** A refused owner makes us look again; many refused at once shall not make us look as many times. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SalesforceOrgs orgs;
    private final AssignSettings settings;
    private final Clock clock;
    private final Map<OrgRef, Entry> entries = new ConcurrentHashMap<>();

    UserDirectory(SalesforceOrgs orgs, AssignSettings settings, Clock clock) {
        this.orgs = orgs;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @return the org's users as known now
     * @throws ProblemException when they were never read and the org does not answer
     */
    Users users(OrgRef org) {
        return read(org, settings.userRefresh());
    }

    /** @return the org's users, read again unless that was done just now */
    Users usersAgain(OrgRef org) {
        return read(org, PAUSE);
    }

    private Users read(OrgRef org, Duration believed) {
        Entry entry = entries.computeIfAbsent(org, ref -> new Entry());
        Users known = entry.users;
        if (known != null && known.readAt().plus(believed).isAfter(clock.instant())) {
            return known;
        }
        synchronized (entry) {
            Users meanwhile = entry.users;
            if (meanwhile != null && !meanwhile.equals(known)) {
                return meanwhile;
            }
            Users users = query(org, known);
            entry.users = users;
            return users;
        }
    }

    private Users query(OrgRef org, @Nullable Users known) {
        Instant now = clock.instant();
        try {
            Map<SalesforceId, String> names = new HashMap<>();
            Map<String, SalesforceId> ids = new HashMap<>();
            Soql soql = Soql.of("SELECT Id, Name, Username FROM User WHERE IsActive = ?", true);
            for (CrmRecord user : orgs.get(org).query(soql, Purpose.ASSIGN)) {
                String name = user.text("Name");
                names.put(user.id(), name == null ? user.id().value() : name);
                String username = user.text("Username");
                if (username != null) {
                    ids.put(username.toLowerCase(Locale.ROOT), user.id());
                }
            }
            return new Users(now, Map.copyOf(names), Map.copyOf(ids));
        } catch (ProblemException e) {
            if (known == null) {
                throw e;
            }
            LOG.warn(
                    "Users of org {} could not be read ({}); the list of {} is used",
                    org.name(),
                    e.problem().code(),
                    known.readAt());
            return known;
        }
    }

    private static final class Entry {
        private volatile @Nullable Users users;
    }

    /** Active users of one org at one moment. */
    record Users(Instant readAt, Map<SalesforceId, String> names, Map<String, SalesforceId> idsByUsername) {
        boolean isActive(SalesforceId user) {
            return names.containsKey(user);
        }

        /** @return the full name, or the id when it is not known */
        String name(SalesforceId user) {
            return names.getOrDefault(user, user.value());
        }

        Optional<SalesforceId> byUsername(String username) {
            return Optional.ofNullable(idsByUsername.get(username.toLowerCase(Locale.ROOT)));
        }
    }
}
