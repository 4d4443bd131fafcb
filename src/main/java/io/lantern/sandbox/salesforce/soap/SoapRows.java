package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Outcome;
import io.lantern.sandbox.salesforce.data.Writes.Written;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.soql.Selected;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** create, update, upsert, delete, undelete, retrieve. */
final class SoapRows {
    private final Org org;

    SoapRows(Org org) {
        this.org = org;
    }

    Xml create(SoapCall call) {
        return write(call, false, (transaction, row) -> {
            if (row.id() != null) {
                throw new OrgFault(
                        "INVALID_FIELD_FOR_INSERT_UPDATE", 400, "cannot specify Id in an insert call", List.of("Id"));
            }
            return org.writes().create(transaction, type(row.type()), row.values(), call.options());
        });
    }

    Xml update(SoapCall call) {
        return write(call, false, (transaction, row) -> {
            if (row.id() == null) {
                throw new OrgFault("MISSING_ARGUMENT", 400, "Id not specified in an update call", List.of());
            }
            return org.writes().update(transaction, type(row.type()), row.id(), row.values(), call.options());
        });
    }

    Xml upsert(SoapCall call) {
        String field = Objects.requireNonNullElse(call.envelope().text("externalIDFieldName"), "Id");
        return write(call, true, (transaction, row) -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
            Object key = field.equalsIgnoreCase("Id") ? row.id() : values.remove(field);
            return org.writes().upsert(transaction, type(row.type()), field, key, values, call.options());
        });
    }

    Xml delete(SoapCall call) {
        return byId(
                call,
                (transaction, id) ->
                        org.writes().delete(transaction, org.writes().typeOfId(id), id));
    }

    Xml undelete(SoapCall call) {
        return byId(
                call,
                (transaction, id) ->
                        org.writes().undelete(transaction, org.writes().typeOfId(id), id));
    }

    Xml retrieve(SoapCall call) {
        SObjectType type = type(Objects.requireNonNullElse(call.envelope().text("sObjectType"), ""));
        List<String> fields = new ArrayList<>();
        for (String name : Objects.requireNonNullElse(call.envelope().text("fieldList"), "Id")
                .split(",")) {
            SObjectField field = type.field(name.trim());
            if (field == null && !name.trim().equalsIgnoreCase("Id")) {
                throw new OrgFault(
                        "INVALID_FIELD",
                        500,
                        "No such column '%s' on entity '%s'.".formatted(name.trim(), type.name()),
                        List.of());
            }
            fields.add(field == null ? "Id" : field.name());
        }
        List<String> ids = call.envelope().texts("ids");
        if (ids.size() > 2_000) {
            throw new OrgFault("EXCEEDED_ID_LIMIT", 500, "retrieve id limit reached: 2000", List.of());
        }
        Xml xml = new Xml();
        for (String id : ids) {
            Row row = call.scope().read(records -> records.find(type.name(), id));
            xml.record("result", row == null || row.isDeleted() ? null : record(row, fields));
        }
        return xml;
    }

    private static Selected record(Row row, List<String> fields) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("Id", row.id());
        fields.forEach(field -> values.put(field, row.get(field)));
        return new Selected(row.type(), row.id(), values);
    }

    private Xml write(SoapCall call, boolean upsert, BiFunction<OrgTransaction, Envelope.SObject, Written> work) {
        List<Function<OrgTransaction, Written>> rows = new ArrayList<>();
        call.sObjects().forEach(row -> rows.add(transaction -> work.apply(transaction, row)));
        return results(call.scope().each(rows, call.allOrNone()), upsert);
    }

    private Xml byId(SoapCall call, BiFunction<OrgTransaction, String, Written> work) {
        List<String> ids = call.envelope().texts("ids");
        SoapCall.limited(ids);
        List<Function<OrgTransaction, Written>> rows = new ArrayList<>();
        ids.forEach(id -> rows.add(transaction -> work.apply(transaction, id)));
        return results(call.scope().each(rows, call.allOrNone()), false);
    }

    private static Xml results(List<Outcome<Written>> outcomes, boolean upsert) {
        Xml xml = new Xml();
        for (Outcome<Written> outcome : outcomes) {
            Map<String, @Nullable Object> result = new HashMap<>();
            result.put("success", outcome.success());
            result.put("id", outcome.success() ? outcome.orThrow().id() : null);
            result.put("errors", errors(outcome.fault()));
            if (upsert) {
                result.put("created", outcome.success() && outcome.orThrow().created());
            }
            xml.element("result", result);
        }
        return xml;
    }

    /** @return a refusal as the errors of a result */
    static List<Map<String, Object>> errors(@Nullable OrgFault fault) {
        if (fault == null) {
            return List.of();
        }
        Map<String, Object> error = new HashMap<>();
        error.put("fields", fault.fields());
        error.put("message", fault.text());
        error.put("statusCode", fault.code());
        return List.of(error);
    }

    private SObjectType type(String name) {
        SObjectType type = org.store().schema().type(name);
        if (type == null) {
            throw new OrgFault("INVALID_TYPE", 500, "sObject type '%s' is not supported.".formatted(name), List.of());
        }
        return type;
    }
}
