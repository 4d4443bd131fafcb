package io.lantern.hub.assign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/routing/pools}, as text, so that all faults can be answered at once.
 *
 * @param strategy {@code round_robin}, {@code least_recent}, {@code load}; null for the first
 * @param holidays dates such as {@code 2026-12-25}
 * @param fallback user or queue id
 */
public record PoolRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable String strategy,
        @Nullable List<MemberRequest> members,
        @Nullable List<String> holidays,
        @Nullable String fallback) {

    /** @param weight 1 to 100, null for 1; @param active null for true */
    public record MemberRequest(
            @Nullable String userId,
            @Nullable Integer weight,
            @Nullable Integer dailyCap,
            @Nullable HoursRequest workingHours,
            @Nullable List<AbsenceRequest> absent,
            @Nullable Boolean active) {}

    /**
     * @param timezone IANA name
     * @param days {@code mon} or {@code monday} and so on; null means Monday to Friday
     * @param from {@code 09:00}
     * @param to {@code 17:30}; {@code 24:00} is the end of the day
     */
    public record HoursRequest(
            @Nullable String timezone,
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String to) {}

    /** ISO 8601 times. */
    public record AbsenceRequest(
            @Nullable String from, @Nullable String to) {}
}
