package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a member can get a record now.
 *
 * @param excluded users this request passes over
 * @param activeInOrg whether Salesforce would accept the user as an owner
 * @param turnsToday user to turns on the user's own calendar day; absent means none
 */
record Availability(
        Pool pool,
        Instant now,
        Set<SalesforceId> excluded,
        Predicate<SalesforceId> activeInOrg,
        Map<SalesforceId, Long> turnsToday) {

    /** @return why the pool's fallback gets nothing either, or null when it can; a queue always can */
    @Nullable
    String fallbackSkipReason(SalesforceId fallback) {
        if (excluded.contains(fallback)) {
            return "excluded from this assignment";
        }
        boolean isUser = fallback.keyPrefix().equals("005");
        return isUser && !activeInOrg.test(fallback) ? "not an active user in Salesforce" : null;
    }

    /** @return why the member is skipped, or null when available */
    @Nullable
    String skipReason(Pool.Member member) {
        if (excluded.contains(member.userId())) {
            return "Excluded from this assignment";
        }
        if (!member.active()) {
            return "Not active in the pool";
        }
        if (!activeInOrg.test(member.userId())) {
            return "Not an active user in Salesforce";
        }
        Absence absence = member.absent().stream()
                .filter(a -> a.contains(now))
                .findFirst()
                .orElse(null);
        if (absence != null) {
            return "Absent until " + absence.to();
        }
        LocalDate today = now.atZone(member.zone()).toLocalDate();
        if (pool.holidays().contains(today)) {
            return "Holiday on " + today;
        }
        WorkingHours hours = member.workingHours();
        if (hours != null && !hours.contains(now)) {
            return "Outside working hours (%s to %s, %s)".formatted(hours.from(), hours.to(), hours.timezone());
        }
        Integer cap = member.dailyCap();
        if (cap != null && turnsToday.getOrDefault(member.userId(), 0L) >= cap) {
            return "Daily cap of %d reached".formatted(cap);
        }
        return null;
    }
}
