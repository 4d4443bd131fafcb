package io.lantern.hub.credit;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the ledger is added up. Filters that are null let everything through.
 *
 * @param first day in UTC
 * @param last day in UTC, inclusive
 * @param tag what the calls were tagged with; its value null: whatever the value
 * @param by null for the total alone
 */
record UsageQuery(
        TenantId tenant,
        LocalDate first,
        LocalDate last,
        @Nullable String workflowId,
        @Nullable String runId,
        @Nullable Tag tag,
        @Nullable Group by) {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    record Tag(String name, @Nullable String value) {}

    /** What a breakdown is by. */
    enum Group {
        DAY("cast(occurred_at at time zone 'UTC' as date)"),
        SERVICE("operation"),
        PROVIDER("provider"),
        KEY("key_id");

        private final String sql;

        Group(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /**
     * @param parameters query parameters by name; others are ignored
     * @throws ProblemException {@code bad_request} with every wrong parameter
     */
    static UsageQuery parse(Map<String, ?> parameters, TenantId tenant) {
        List<Problem.Detail> faults = new ArrayList<>();
        LocalDate first = day("start_date", parameters, faults);
        LocalDate last = day("end_date", parameters, faults);
        if (first != null && last != null && last.isBefore(first)) {
            faults.add(new Problem.Detail("end_date", "must not be before start_date"));
        }
        String name = text("custom_key", parameters);
        String value = text("custom_value", parameters);
        if (name == null && value != null) {
            faults.add(new Problem.Detail("custom_key", "is needed with custom_value"));
        }
        Group by = group(text("group_by", parameters), faults);
        if (!faults.isEmpty() || first == null || last == null) {
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    "`" + faults.get(0).field() + "` " + faults.get(0).message() + ".",
                    faults));
        }
        return new UsageQuery(
                tenant,
                first,
                last,
                text("workflow_id", parameters),
                text("workflow_run_id", parameters),
                name == null ? null : new Tag(name, value),
                by);
    }

    private static @Nullable LocalDate day(String name, Map<String, ?> parameters, List<Problem.Detail> faults) {
        String text = text(name, parameters);
        try {
            LocalDate day = text == null ? null : LocalDate.parse(text);
            if (day != null && !day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return day;
            }
        } catch (DateTimeException notADay) {
            // Told below, as what is absent or out of range is.
        }
        faults.add(new Problem.Detail(name, "must be a day in UTC from %s to %s".formatted(EARLIEST, LATEST)));
        return null;
    }

    private static @Nullable Group group(@Nullable String text, List<Problem.Detail> faults) {
        for (Group group : Group.values()) {
            if (text == null || group.name().equalsIgnoreCase(text)) {
                return text == null ? null : group;
            }
        }
        faults.add(new Problem.Detail("group_by", "must be day, service, provider or key"));
        return null;
    }

    private static @Nullable String text(String name, Map<String, ?> parameters) {
        Object value = parameters.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
