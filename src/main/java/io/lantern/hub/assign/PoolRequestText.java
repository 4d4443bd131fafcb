package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Pool} of a request, or says everything that is wrong with it. */
final class PoolRequestText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    private static final int MAX_MEMBERS = 1000;
    private static final List<DayOfWeek> WEEKDAYS =
            List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    private final Faults faults = new Faults();

    private PoolRequestText() {}

    /** @throws io.lantern.hub.kernel.ProblemException with every fault at once */
    static Pool parse(PoolRequest request) {
        PoolRequestText text = new PoolRequestText();
        Pool pool = new Pool(
                text.name(request),
                text.description(request),
                text.strategy(request),
                text.members(request.members()),
                text.holidays(request),
                text.fallback(request));
        text.faults.throwIfAny("The pool was not created");
        return pool;
    }

    /**
     * @param given fields of the request; the others stay as they are
     * @throws io.lantern.hub.kernel.ProblemException with every fault at once
     */
    static Pool change(PoolRequest request, Set<String> given, Pool before) {
        PoolRequestText text = new PoolRequestText();
        Pool pool = new Pool(
                before.name(),
                given.contains("description") ? text.description(request) : before.description(),
                given.contains("strategy") ? text.strategy(request) : before.strategy(),
                given.contains("members") ? text.members(request.members()) : before.members(),
                given.contains("holidays") ? text.holidays(request) : before.holidays(),
                given.contains("fallback") ? text.fallback(request) : before.fallback());
        text.faults.throwIfAny("The pool was not changed");
        return pool;
    }

    private String name(PoolRequest request) {
        String name = faults.required("name", request.name());
        if (name != null && !NAME.matcher(name).matches()) {
            faults.add("name", "must be 1 to 80 letters, digits, dots, hyphens or underscores");
        }
        return name == null ? "" : name;
    }

    private @Nullable String description(PoolRequest request) {
        String description = Faults.text(request.description());
        if (description != null && description.length() > 1000) {
            faults.add("description", "must have at most 1000 characters");
        }
        return description;
    }

    private Strategy strategy(PoolRequest request) {
        String name = Faults.text(request.strategy());
        Optional<Strategy> strategy = name == null ? Optional.of(Strategy.ROUND_ROBIN) : Strategy.of(name);
        if (strategy.isEmpty()) {
            faults.add("strategy", "must be round_robin, least_recent or load");
        }
        return strategy.orElse(Strategy.ROUND_ROBIN);
    }

    private List<LocalDate> holidays(PoolRequest request) {
        List<LocalDate> holidays = new ArrayList<>();
        for (String day : request.holidays() == null ? List.<String>of() : request.holidays()) {
            LocalDate date = faults.parsed("holidays[" + holidays.size() + "]", day, "2026-12-25", LocalDate::parse);
            holidays.add(date == null ? LocalDate.EPOCH : date);
        }
        return holidays;
    }

    private @Nullable SalesforceId fallback(PoolRequest request) {
        SalesforceId fallback = faults.id("fallback", request.fallback());
        if (fallback != null && !Set.of("005", "00G").contains(fallback.keyPrefix())) {
            faults.add("fallback", "must be the id of a user (005…) or of a queue (00G…)");
        }
        return fallback;
    }

    private List<Pool.Member> members(@Nullable List<PoolRequest.MemberRequest> requests) {
        if (requests == null || requests.isEmpty() || requests.size() > MAX_MEMBERS) {
            faults.add("members", "must name 1 to 1000 users");
            return List.of();
        }
        Set<SalesforceId> seen = new HashSet<>();
        List<Pool.Member> members = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            String path = "members[" + i + "]";
            Pool.Member member = member(path + ".", requests.get(i));
            if (member != null && !seen.add(member.userId())) {
                faults.add(path + ".user_id", "is in the pool already; each user has one place");
            } else if (member != null) {
                members.add(member);
            }
        }
        return members;
    }

    private Pool.@Nullable Member member(String path, PoolRequest.MemberRequest request) {
        String userId = faults.required(path + "user_id", request.userId());
        SalesforceId user = faults.user(path + "user_id", userId);
        int weight = request.weight() == null ? 1 : request.weight();
        if (weight < 1 || weight > 100) {
            faults.add(path + "weight", "must be 1 to 100");
        }
        Integer cap = request.dailyCap();
        if (cap != null && cap < 1) {
            faults.add(path + "daily_cap", "must be at least 1; leave it out for no cap");
        }
        WorkingHours hours =
                request.workingHours() == null ? null : hours(path + "working_hours.", request.workingHours());
        List<Absence> absent = new ArrayList<>();
        List<PoolRequest.AbsenceRequest> absences = request.absent() == null ? List.of() : request.absent();
        for (int i = 0; i < absences.size(); i++) {
            Absence absence = absence(path + "absent[" + i + "].", absences.get(i));
            if (absence != null) {
                absent.add(absence);
            }
        }
        boolean active = request.active() == null || request.active();
        return user == null ? null : new Pool.Member(user, weight, cap, hours, absent, active);
    }

    private @Nullable WorkingHours hours(String path, PoolRequest.HoursRequest request) {
        ZoneId zone = faults.parsed(path + "timezone", request.timezone(), "Europe/Berlin", ZoneId::of);
        LocalTime from = faults.parsed(path + "from", request.from(), "09:00", LocalTime::parse);
        LocalTime to = faults.parsed(
                path + "to", request.to(), "17:30", text -> LocalTime.parse(text.equals("24:00") ? "00:00" : text));
        List<DayOfWeek> days = new ArrayList<>();
        if (request.days() != null && request.days().isEmpty()) {
            faults.add(path + "days", "must name at least one day; leave it out for Monday to Friday");
        }
        for (String text : request.days() == null ? List.<String>of() : request.days()) {
            DayOfWeek day = day(text);
            if (day == null) {
                faults.add(path + "days", "must be names of days, for example mon or monday");
            } else {
                days.add(day);
            }
        }
        return zone == null || from == null || to == null
                ? null
                : new WorkingHours(zone, days.isEmpty() ? WEEKDAYS : days, from, to);
    }

    private static @Nullable DayOfWeek day(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(name) || day.name().substring(0, 3).equals(name)) {
                return day;
            }
        }
        return null;
    }

    private @Nullable Absence absence(String path, PoolRequest.AbsenceRequest request) {
        Instant from = faults.parsed(path + "from", request.from(), "2026-07-01T00:00:00Z", PoolRequestText::instant);
        Instant to = faults.parsed(path + "to", request.to(), "2026-07-15T00:00:00Z", PoolRequestText::instant);
        if (from == null || to == null) {
            return null;
        }
        if (!from.isBefore(to)) {
            faults.add(path + "from", "must be before `to`");
        }
        return new Absence(from, to);
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
