package io.lantern.hub.assign;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a user works, on the user's own clock; daylight saving is followed.
 *
 * @param timezone IANA name, for example {@code Europe/Berlin}
 * @param days on which a working time begins; at least one
 * @param from first moment, inclusive
 * @param to end, exclusive; not after {@code from} means it lies on the next day, equal means 24 hours
 */
public record WorkingHours(ZoneId timezone, List<DayOfWeek> days, LocalTime from, LocalTime to) {
    public WorkingHours {
        Set<DayOfWeek> ordered = EnumSet.copyOf(days);
        days = List.copyOf(ordered);
    }

    /** @return whether the user works at this moment */
    boolean contains(Instant moment) {
        ZonedDateTime local = moment.atZone(timezone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        boolean begunToday = days.contains(today) && !time.isBefore(from);
        boolean begunYesterday = days.contains(today.minus(1)) && time.isBefore(to);
        return begunToday || begunYesterday;
    }
}
