package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates records with their children, all or none: up to 200 records, five levels. */
final class Tree {
    private static final int MAX_RECORDS = 200;
    private static final int MAX_LEVELS = 5;

    private final Org org;

    Tree(Org org) {
        this.org = org;
    }

    RestAnswer create(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        JsonNode records = call.body().path("records");
        if (!records.isArray()) {
            throw Json.parserError("The request body must hold an array named records.");
        }
        try {
            Planting done = call.scope().run(transaction -> {
                Planting planting = new Planting(call, transaction);
                records.forEach(record -> planting.plant(type, record, null, "", 1));
                if (!planting.errors.isEmpty()) {
                    throw new Undo(planting);
                }
                return planting;
            });
            return new RestAnswer(201, body(false, done.created), Map.of());
        } catch (Undo undo) {
            return new RestAnswer(400, body(true, undo.planting.errors), Map.of());
        }
    }

    private static Map<String, Object> body(boolean errors, List<Map<String, Object>> results) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("hasErrors", errors);
        body.put("results", results);
        return body;
    }

    private final class Planting {
        private final RestCall call;
        private final OrgTransaction transaction;
        private final List<Map<String, Object>> created = new ArrayList<>();
        private final List<Map<String, Object>> errors = new ArrayList<>();

        Planting(RestCall call, OrgTransaction transaction) {
            this.call = call;
            this.transaction = transaction;
        }

        private void plant(
                SObjectType type, JsonNode record, @Nullable String parentField, String parentId, int level) {
            String reference = record.path("attributes").path("referenceId").asText();
            try {
                if (level > MAX_LEVELS || created.size() >= MAX_RECORDS) {
                    throw new OrgFault(
                            "LIMIT_EXCEEDED", 400, "A tree holds up to 200 records in five levels.", List.of());
                }
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                Map<SObjectField, JsonNode> children = new LinkedHashMap<>();
                Map<SObjectField, SObjectType> types = new LinkedHashMap<>();
                record.fields().forEachRemaining(field -> {
                    if (field.getValue().path("records").isArray()) {
                        SObjectType child = childType(type, field.getKey(), types);
                        children.put(reference(child, type, field.getKey()), field.getValue());
                    } else if (!field.getKey().equals("attributes")) {
                        values.put(field.getKey(), Json.value(field.getValue()));
                    }
                });
                if (parentField != null) {
                    values.put(parentField, parentId);
                }
                String id = org.writes()
                        .create(transaction, type, values, call.options())
                        .id();
                created.add(Map.of("referenceId", reference, "id", id));
                children.forEach((field, node) -> node.path("records")
                        .forEach(child ->
                                plant(Objects.requireNonNull(types.get(field)), child, field.name(), id, level + 1)));
            } catch (OrgFault fault) {
                errors.add(Map.of("referenceId", reference, "errors", List.of(RestAnswer.rowError(fault))));
            }
        }

        private SObjectType childType(SObjectType parent, String name, Map<SObjectField, SObjectType> types) {
            for (SObjectType type : org.store().schema().types()) {
                for (SObjectField field : type.fields()) {
                    if (name.equalsIgnoreCase(field.childRelationshipName())
                            && field.referenceTo().contains(parent.name())) {
                        types.put(field, type);
                        return type;
                    }
                }
            }
            throw new OrgFault(
                    "INVALID_FIELD",
                    400,
                    "No such column '%s' on sobject of type %s".formatted(name, parent.name()),
                    List.of());
        }

        private SObjectField reference(SObjectType child, SObjectType parent, String name) {
            return child.fields().stream()
                    .filter(field -> name.equalsIgnoreCase(field.childRelationshipName())
                            && field.referenceTo().contains(parent.name()))
                    .findFirst()
                    .orElseThrow(Org::notFound);
        }
    }

    private static final class Undo extends RuntimeException {
        private final transient Planting planting;

        Undo(Planting planting) {
            super("undo", null, false, false);
            this.planting = planting;
        }
    }
}
