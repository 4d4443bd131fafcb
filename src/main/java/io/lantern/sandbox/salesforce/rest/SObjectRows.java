package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Writes;
import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One record: create, read, update, delete, by id or by external id. */
final class SObjectRows {
    private final Org org;

    SObjectRows(Org org) {
        this.org = org;
    }

    RestAnswer create(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        Map<String, @Nullable Object> values = Json.values(call.body());
        Writes.Written written =
                call.scope().run(transaction -> org.writes().create(transaction, type, values, call.options()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", written.id());
        body.put("success", true);
        body.put("errors", eventNote(written));
        return RestAnswer.created(body, call.root() + "/sobjects/" + type.name() + "/" + written.id());
    }

    /** A published event answers success and, beside it, that it is only queued (platform_events_publish_api). */
    static List<Object> eventNote(Writes.Written written) {
        if (written.eventUuid() == null) {
            return List.of();
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("statusCode", "OPERATION_ENQUEUED");
        note.put("message", written.eventUuid());
        note.put("fields", List.of());
        return List.of(note);
    }

    RestAnswer read(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        return read(call, type, existing(call, type, call.place("id")));
    }

    RestAnswer update(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        Map<String, @Nullable Object> values = Json.values(call.body());
        call.scope().run(transaction -> {
            Row row = existing(transaction.find(type.name(), checked(call.place("id"))));
            Preconditions.beforeWrite(call, type, row);
            return org.writes().update(transaction, type, row.id(), values, call.options());
        });
        return RestAnswer.empty(204);
    }

    RestAnswer delete(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        call.scope().run(transaction -> {
            Row row = existing(transaction.find(type.name(), checked(call.place("id"))));
            return org.writes().delete(transaction, type, row.id());
        });
        return RestAnswer.empty(204);
    }

    RestAnswer readByKey(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        SObjectField key = org.writes().externalField(type, call.place("field"));
        List<Row> found = found(call, type, key);
        if (found.size() > 1) {
            return choices(call, type, found);
        }
        if (found.isEmpty()) {
            throw Org.notFound();
        }
        return read(call, type, found.get(0));
    }

    RestAnswer upsert(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        SObjectField key = org.writes().externalField(type, call.place("field"));
        Map<String, @Nullable Object> values = Json.values(call.body());
        if (values.keySet().stream().anyMatch(key.name()::equalsIgnoreCase)) {
            throw new OrgFault(
                    "INVALID_FIELD",
                    400,
                    "The %s field should not be specified in the sobject data.".formatted(key.name()),
                    List.of());
        }
        List<Row> found = found(call, type, key);
        if (found.size() > 1) {
            return choices(call, type, found);
        }
        Writes.Written written = call.scope()
                .run(transaction -> org.writes()
                        .upsert(transaction, type, key.name(), call.place("value"), values, call.options()));
        if (!written.created() && !call.since(46)) {
            return RestAnswer.empty(204);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", written.id());
        body.put("success", true);
        body.put("errors", List.of());
        if (call.since(46)) {
            body.put("created", written.created());
        }
        return written.created()
                ? RestAnswer.created(body, call.root() + "/sobjects/" + type.name() + "/" + written.id())
                : RestAnswer.ok(body);
    }

    RestAnswer deleteByKey(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        SObjectField key = org.writes().externalField(type, call.place("field"));
        List<Row> found = found(call, type, key);
        if (found.size() > 1) {
            return choices(call, type, found);
        }
        if (found.isEmpty()) {
            throw Org.notFound();
        }
        call.scope()
                .run(transaction ->
                        org.writes().delete(transaction, type, found.get(0).id()));
        return RestAnswer.empty(204);
    }

    private RestAnswer read(RestCall call, SObjectType type, Row row) {
        RestAnswer unchanged = Preconditions.beforeRead(call, type, row);
        if (unchanged != null) {
            return unchanged;
        }
        String fields = call.parameter("fields");
        Map<String, @Nullable Object> json =
                RecordJson.of(row, type, call.root(), fields == null ? null : Arrays.asList(fields.split(",")));
        return new RestAnswer(200, json, Preconditions.headers(type, row));
    }

    private List<Row> found(RestCall call, SObjectType type, SObjectField key) {
        String value = call.place("value");
        return call.scope().read(records -> org.writes().withExternalId(records, type, key, value));
    }

    private static RestAnswer choices(RestCall call, SObjectType type, List<Row> found) {
        List<String> urls = found.stream()
                .map(row -> call.root() + "/sobjects/" + type.name() + "/" + row.id())
                .toList();
        return new RestAnswer(300, urls, Map.of());
    }

    private Row existing(RestCall call, SObjectType type, String id) {
        String checked = checked(id);
        return existing(call.scope().read(records -> records.find(type.name(), checked)));
    }

    private static Row existing(@Nullable Row row) {
        if (row == null) {
            throw Org.notFound();
        }
        if (row.isDeleted()) {
            throw new OrgFault("ENTITY_IS_DELETED", 404, "entity is deleted", List.of());
        }
        return Objects.requireNonNull(row);
    }

    private static String checked(String id) {
        if (RecordIds.normalize(id) == null) {
            throw new OrgFault(
                    "NOT_FOUND",
                    404,
                    "Provided external ID field does not exist or is not accessible: " + id,
                    List.of());
        }
        return id;
    }
}
