package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Outcome;
import io.lantern.sandbox.salesforce.data.Writes.Written;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Up to 200 records a call; the answer keeps the order of the request. */
final class RowCollections {
    /** Records of one call. */
    static final int MAX = 200;

    private static final int MAX_READ = 2_000;

    private final Org org;

    RowCollections(Org org) {
        this.org = org;
    }

    RestAnswer create(RestCall call) {
        return write(
                call,
                record -> transaction ->
                        org.writes().create(transaction, type(record), Json.values(record), call.options()));
    }

    RestAnswer update(RestCall call) {
        return write(call, record -> transaction -> {
            Map<String, @Nullable Object> values = Json.values(record);
            return org.writes().update(transaction, type(record), id(values), values, call.options());
        });
    }

    RestAnswer upsert(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        String field = call.place("field");
        if (!field.equalsIgnoreCase("Id")) {
            org.writes().externalField(type, field);
        }
        List<JsonNode> records = records(call);
        List<Outcome<Written>> outcomes = call.scope()
                .each(
                        records.stream()
                                .map(record -> upsert(call, type, field, record))
                                .toList(),
                        allOrNone(call));
        return RestAnswer.ok(
                outcomes.stream().map(outcome -> row(outcome, true)).toList());
    }

    RestAnswer delete(RestCall call) {
        String ids = call.parameter("ids");
        if (ids == null || ids.isBlank()) {
            throw new OrgFault("MISSING_ARGUMENT", 400, "The ids parameter is required.", List.of());
        }
        List<Function<OrgTransaction, Written>> rows = new ArrayList<>();
        for (String id : ids.split(",")) {
            String trimmed = id.trim();
            rows.add(
                    transaction -> org.writes().delete(transaction, org.writes().typeOfId(trimmed), trimmed));
        }
        limit(rows.size());
        return RestAnswer.ok(call.scope().each(rows, call.flag("allOrNone")).stream()
                .map(outcome -> row(outcome, false))
                .toList());
    }

    /** Reads by ids; a record that is not there is null. */
    RestAnswer read(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        List<String> ids = names(call, "ids");
        List<String> fields = names(call, "fields");
        if (ids.isEmpty() || fields.isEmpty()) {
            throw new OrgFault("MISSING_ARGUMENT", 400, "Both ids and fields are required.", List.of());
        }
        if (ids.size() > MAX_READ) {
            throw tooMany(MAX_READ);
        }
        List<@Nullable Object> found = new ArrayList<>();
        for (String id : ids) {
            Row row = call.scope().read(records -> records.find(type.name(), id));
            found.add(row == null || row.isDeleted() ? null : RecordJson.of(row, type, call.root(), fields));
        }
        return RestAnswer.ok(found);
    }

    private RestAnswer write(RestCall call, Function<JsonNode, Function<OrgTransaction, Written>> work) {
        List<JsonNode> records = records(call);
        List<Outcome<Written>> outcomes =
                call.scope().each(records.stream().map(work).toList(), allOrNone(call));
        return RestAnswer.ok(
                outcomes.stream().map(outcome -> row(outcome, false)).toList());
    }

    private Function<OrgTransaction, Written> upsert(RestCall call, SObjectType type, String field, JsonNode record) {
        return transaction -> {
            Map<String, @Nullable Object> values = Json.values(record);
            Object key = take(values, field);
            return org.writes().upsert(transaction, type, field, key, values, call.options());
        };
    }

    private static Map<String, Object> row(Outcome<Written> outcome, boolean upsert) {
        Map<String, Object> json = new LinkedHashMap<>();
        OrgFault fault = outcome.fault();
        if (fault != null) {
            json.put("success", false);
            json.put("errors", List.of(RestAnswer.rowError(fault)));
            if (upsert) {
                json.put("created", false);
            }
            return json;
        }
        Written written = outcome.orThrow();
        json.put("id", written.id());
        json.put("success", true);
        json.put("errors", SObjectRows.eventNote(written));
        if (upsert) {
            json.put("created", written.created());
        }
        return json;
    }

    private SObjectType type(JsonNode record) {
        String name = record.path("attributes").path("type").asText("");
        SObjectType type = org.store().schema().type(name);
        if (type == null) {
            throw new OrgFault("INVALID_TYPE", 400, "sObject type '%s' is not supported.".formatted(name), List.of());
        }
        return type;
    }

    private static String id(Map<String, @Nullable Object> values) {
        Object id = take(values, "id");
        if (id == null) {
            throw new OrgFault("MISSING_ARGUMENT", 400, "Id not specified in an update call", List.of());
        }
        return id.toString();
    }

    private static @Nullable Object take(Map<String, @Nullable Object> values, String field) {
        for (String name : List.copyOf(values.keySet())) {
            if (name.equalsIgnoreCase(field)) {
                return values.remove(name);
            }
        }
        return null;
    }

    private static List<JsonNode> records(RestCall call) {
        JsonNode records = call.body().path("records");
        if (!records.isArray()) {
            throw Json.parserError("The request body must hold an array named records.");
        }
        limit(records.size());
        List<JsonNode> list = new ArrayList<>();
        records.forEach(list::add);
        return list;
    }

    private static boolean allOrNone(RestCall call) {
        return call.body().path("allOrNone").asBoolean(false);
    }

    private static List<String> names(RestCall call, String name) {
        String parameter = call.parameter(name);
        if (parameter != null) {
            return Arrays.stream(parameter.split(",")).map(String::trim).toList();
        }
        List<String> names = new ArrayList<>();
        call.body().path(name).forEach(element -> names.add(element.asText()));
        return names;
    }

    private static void limit(int size) {
        if (size > MAX) {
            throw tooMany(MAX);
        }
    }

    private static OrgFault tooMany(int max) {
        return new OrgFault(
                "EXCEEDED_ID_LIMIT",
                400,
                "record limit reached. cannot submit more than %d records into this call".formatted(max),
                List.of());
    }
}
