package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.soql.QueryResult;
import io.lantern.sandbox.salesforce.soql.Selected;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as JSON. */
final class RecordJson {
    private RecordJson() {}

    /** @param fields in any case; null means all. @throws OrgFault INVALID_FIELD */
    static Map<String, @Nullable Object> of(
            Row row, SObjectType type, String root, @Nullable Collection<String> fields) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("attributes", attributes(root, type.name(), row.id()));
        if (fields == null) {
            type.fields().forEach(field -> json.put(field.name(), row.get(field.name())));
            return json;
        }
        for (String name : fields) {
            SObjectField field = type.field(name.trim());
            if (field == null) {
                throw new OrgFault(
                        "INVALID_FIELD",
                        400,
                        "No such column '%s' on sobject of type %s".formatted(name.trim(), type.name()),
                        List.of());
            }
            json.put(field.name(), row.get(field.name()));
        }
        return json;
    }

    /** @return rows of a query with the URLs of this version, children as query results of their own */
    static List<Map<String, @Nullable Object>> rows(List<Selected> rows, String root) {
        return rows.stream().map(row -> row(row, root)).toList();
    }

    private static Map<String, Object> children(QueryResult children, String root) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalSize", children.totalSize());
        json.put("done", true);
        json.put("records", rows(children.rows(), root));
        return json;
    }

    private static Map<String, @Nullable Object> row(Selected row, String root) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("attributes", row.id() == null ? Map.of("type", row.type()) : attributes(root, row.type(), row.id()));
        row.values().forEach((name, value) -> {
            if (value instanceof QueryResult children) {
                json.put(name, children(children, root));
            } else if (value instanceof Selected parent) {
                json.put(name, row(parent, root));
            } else {
                json.put(name, value);
            }
        });
        return json;
    }

    private static Map<String, Object> attributes(String root, String type, String id) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", type);
        attributes.put("url", root + "/sobjects/" + type + "/" + id);
        return attributes;
    }
}
