package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What changed or went between two moments, by SystemModstamp (resources_getupdated, resources_getdeleted). */
final class Replication {
    private static final Duration UPDATED_BACK = Duration.ofDays(30);
    private static final Duration DELETED_BACK = Duration.ofDays(15);

    private final Org org;

    Replication(Org org) {
        this.org = org;
    }

    RestAnswer updated(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        Instant end = moment(call, "end");
        List<String> ids = between(call, type, UPDATED_BACK)
                .filter(row -> !row.isDeleted())
                .map(Row::id)
                .toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ids", ids);
        json.put("latestDateCovered", covered(end));
        return RestAnswer.ok(json);
    }

    RestAnswer deleted(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        Instant end = moment(call, "end");
        List<Map<String, Object>> records = between(call, type, DELETED_BACK)
                .filter(Row::isDeleted)
                .map(row -> {
                    Map<String, Object> record = new LinkedHashMap<>();
                    record.put("id", row.id());
                    record.put("deletedDate", Preconditions.STAMP.format(stamp(row)));
                    return record;
                })
                .toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deletedRecords", records);
        json.put(
                "earliestDateAvailable",
                Preconditions.STAMP.format(
                        org.clock().instant().minus(DELETED_BACK).truncatedTo(ChronoUnit.MINUTES)));
        json.put("latestDateCovered", covered(end));
        return RestAnswer.ok(json);
    }

    private Stream<Row> between(RestCall call, SObjectType type, Duration back) {
        Instant start = moment(call, "start");
        Instant end = moment(call, "end");
        if (!end.isAfter(start)) {
            throw new OrgFault("INVALID_REPLICATION_DATE", 400, "end date must be after start date", List.of());
        }
        if (start.isBefore(org.clock().instant().minus(back))) {
            throw new OrgFault(
                    "INVALID_REPLICATION_DATE",
                    400,
                    "start date cannot be more than %d days ago".formatted(back.toDays()),
                    List.of());
        }
        return org.store().rows(type.name()).filter(row -> {
            Instant stamp = stamp(row);
            return !stamp.isBefore(start) && stamp.isBefore(end);
        });
    }

    private String covered(Instant end) {
        Instant now = org.clock().instant();
        return Preconditions.STAMP.format((end.isBefore(now) ? end : now).truncatedTo(ChronoUnit.MINUTES));
    }

    private static Instant stamp(Row row) {
        String text = row.text("SystemModstamp");
        return text == null ? Instant.EPOCH : Preconditions.instant(text);
    }

    private static Instant moment(RestCall call, String name) {
        String text = call.parameter(name);
        try {
            if (text != null) {
                // A plus sign that was not encoded arrives as a blank.
                return Preconditions.instant(text.replace(' ', '+'));
            }
        } catch (DateTimeException e) {
            // Answered below, in one sentence for both.
        }
        throw new OrgFault(
                "INVALID_REPLICATION_DATE",
                400,
                "The parameter %s must be a dateTime value.".formatted(name),
                List.of());
    }
}
