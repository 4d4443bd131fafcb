package io.lantern.hub.assign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lantern.hub.kernel.SalesforceId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ordered set of users who share records by weight.
 *
 * @param name unique within the tenant
 * @param description null when there is none
 * @param strategy how the next user is found
 * @param members at least one, each user once; order breaks ties
 * @param holidays days on which nobody gets anything, on each user's own calendar
 * @param fallback user or queue that gets the record when no member is available; null when there is none
 */
public record Pool(
        String name,
        @Nullable String description,
        Strategy strategy,
        List<Member> members,
        List<LocalDate> holidays,
        @Nullable SalesforceId fallback) {
    public Pool {
        members = List.copyOf(members);
        holidays = List.copyOf(holidays);
    }

    Set<SalesforceId> users() {
        return members.stream().map(Member::userId).collect(Collectors.toUnmodifiableSet());
    }

    Optional<Member> member(SalesforceId user) {
        return members.stream().filter(member -> member.userId().equals(user)).findFirst();
    }

    /**
     * One user in a pool.
     *
     * @param weight share of the records, 1 to 100
     * @param dailyCap most turns a day, on the user's own calendar; null for no cap
     * @param workingHours null means always
     * @param active false means gets nothing for now but keeps the place
     */
    public record Member(
            SalesforceId userId,
            int weight,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer dailyCap,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            WorkingHours workingHours,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Absence> absent,
            boolean active) {
        public Member {
            absent = List.copyOf(absent);
        }

        /** @return the zone of the working hours, else UTC: it decides when a day begins */
        ZoneId zone() {
            return workingHours == null ? ZoneOffset.UTC : workingHours.timezone();
        }
    }
}
