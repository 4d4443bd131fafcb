package io.lantern.hub.assign;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a turn is asked for.
 *
 * @param record whose owner is wanted
 * @param key the same key gets the same owner, and one turn
 * @param requestId goes into the log
 * @param auditKey the log's own key: the run or request that asks
 */
record Ask(OrgRef org, String pool, Subject record, String key, String requestId, String auditKey, Options options) {

    /**
     * @param prevOwner the present owner; null when not known
     * @param createdAt when the record came into being; null when not known
     */
    record Subject(
            String object,
            SalesforceId id,
            @Nullable SalesforceId prevOwner,
            @Nullable Instant createdAt) {
        private static final SalesforceId NOBODY = SalesforceId.of("000000000000000AAA");
        private static final DateTimeFormatter SALESFORCE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

        static Subject of(CrmRecord record, @Nullable SalesforceId prevOwner) {
            return new Subject(record.object(), record.id(), prevOwner, time(record.text("CreatedDate")));
        }

        /** Any record of an object, for turns that are only tried. */
        static Subject any(String object) {
            return new Subject(object, NOBODY, null, null);
        }

        private static @Nullable Instant time(@Nullable String text) {
            try {
                return text == null ? null : SALESFORCE.parse(text, Instant::from);
            } catch (DateTimeException notATime) {
                return null;
            }
        }
    }

    /**
     * @param excluded users who are passed over this time
     * @param excludeInactive whether Salesforce's inactive users are passed over
     * @param placeFirst user who goes before the others; null for the ordinary turn
     * @param note why the ordinary turn is departed from; null when there is nothing to say
     */
    record Options(
            Set<SalesforceId> excluded,
            boolean excludeInactive,
            @Nullable SalesforceId placeFirst,
            @Nullable String note) {
        static final Options ORDINARY = new Options(Set.of(), true, null, null);

        Options {
            excluded = Set.copyOf(excluded);
        }

        static Options without(SalesforceId user, String note) {
            return new Options(Set.of(user), true, null, note);
        }
    }

    TenantId tenant() {
        return org.tenant();
    }
}
