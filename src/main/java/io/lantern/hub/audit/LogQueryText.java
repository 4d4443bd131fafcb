package io.lantern.hub.audit;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link LogQuery} from query parameters, and lists everything wrong with them at once. */
final class LogQueryText {
    private static final Set<String> ACTIONS =
            Set.of("assign", "convert", "merge", "enrich", "match", "push", "delete");
    private static final Pattern OBJECT = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,79}");
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 10_000;

    private final Map<String, ?> parameters;
    private final List<Problem.Detail> faults = new ArrayList<>();

    private LogQueryText(Map<String, ?> parameters) {
        this.parameters = parameters;
    }

    static LogQuery parse(Map<String, ?> parameters, TenantId tenant) {
        return new LogQueryText(parameters).query(tenant);
    }

    private LogQuery query(TenantId tenant) {
        Instant from = moment("from", false);
        Instant to = moment("to", true);
        if (from != null && to != null && !from.isBefore(to)) {
            fault("from", "must be before `to`");
        }
        LogFormat format = format();
        LogQuery.Filter filter = new LogQuery.Filter(
                text("pool"), object(), id("object_id"), action(), id("assigned_to"), text("request_id"));
        boolean includeDiff = includeDiff();
        long limit = limit(format);
        LogCursor after = cursor();
        if (!faults.isEmpty() || from == null || to == null) {
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    faults.size() == 1
                            ? "`" + faults.get(0).field() + "` " + faults.get(0).message() + "."
                            : "The log was not read: %d parameters are wrong; see details.".formatted(faults.size()),
                    faults));
        }
        return new LogQuery(tenant, from, to, filter, format, includeDiff, limit, after);
    }

    /** A date alone means the whole day: its first moment for `from`, the end of it for `to`. */
    private @Nullable Instant moment(String name, boolean endOfDay) {
        String text = text(name);
        if (text == null) {
            fault(name, "is required: an ISO 8601 time, for example 2026-01-31T08:00:00Z");
            return null;
        }
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                return (endOfDay ? day.plusDays(1) : day)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            // An unencoded + of an offset arrives as a blank.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException notATime) {
            fault(name, "must be an ISO 8601 time with offset, for example 2026-01-31T08:00:00Z");
            return null;
        }
    }

    private LogFormat format() {
        String text = text("format");
        for (LogFormat format : LogFormat.values()) {
            if (text == null || format.name().equalsIgnoreCase(text)) {
                return format;
            }
        }
        fault("format", "must be json, csv or ndjson");
        return LogFormat.JSON;
    }

    private @Nullable String object() {
        String text = text("object");
        if (text != null && !OBJECT.matcher(text).matches()) {
            fault("object", "must be an object's API name, for example Lead");
        }
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private @Nullable String id(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        SalesforceId id = SalesforceId.parse(text).orElse(null);
        if (id == null) {
            fault(name, "must be a Salesforce id of 15 or 18 characters with a right checksum");
            return null;
        }
        return id.value();
    }

    private @Nullable String action() {
        String text = text("action");
        if (text != null && !ACTIONS.contains(text)) {
            fault("action", "must be one of assign, convert, merge, enrich, match, push, delete");
        }
        return text;
    }

    private boolean includeDiff() {
        String text = text("include_diff");
        if (text != null && !text.equals("true") && !text.equals("false")) {
            fault("include_diff", "must be true or false");
        }
        return !"false".equals(text);
    }

    private long limit(LogFormat format) {
        String text = text("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.equals("all") && format != LogFormat.JSON) {
            return LogQuery.ALL;
        }
        if (text.matches("\\d{1,5}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        fault("limit", "must be a whole number from 1 to 10000, or `all` when format is csv or ndjson");
        return DEFAULT_LIMIT;
    }

    private @Nullable LogCursor cursor() {
        String text = text("cursor");
        if (text == null) {
            return null;
        }
        LogCursor cursor = LogCursor.parse(text).orElse(null);
        if (cursor == null) {
            fault("cursor", "must be the next_cursor of an earlier answer");
        }
        return cursor;
    }

    private @Nullable String text(String name) {
        Object value = parameters.get(name);
        if (value instanceof List<?> several) {
            fault(name, "must be given once");
            value = several.isEmpty() ? null : several.get(0);
        }
        String text = value == null ? "" : value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private void fault(String field, String message) {
        faults.add(new Problem.Detail(field, message));
    }
}
