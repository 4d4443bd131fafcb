package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.data.Queries;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
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
    static List<Map<String, @Nullable Object>> rows(List<Map<String, @Nullable Object>> records, String root) {
        return records.stream().map(record -> row(record, root)).toList();
    }

    static Map<String, Object> result(Queries.Found found, String root) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalSize", found.totalSize());
        json.put("done", true);
        json.put("records", rows(found.records(), root));
        return json;
    }

    private static Map<String, @Nullable Object> row(Map<String, @Nullable Object> record, String root) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        record.forEach((name, value) -> {
            if (name.equals("attributes") && value instanceof Map<?, ?> attributes) {
                Object id = record.get("Id");
                String type = String.valueOf(attributes.get("type"));
                json.put(name, id == null ? withUrl(attributes, root) : attributes(root, type, id.toString()));
            } else if (value instanceof Queries.Found children) {
                json.put(name, result(children, root));
            } else if (value instanceof Map<?, ?> parent && parent.containsKey("attributes")) {
                json.put(name, row(cast(parent), root));
            } else {
                json.put(name, value);
            }
        });
        return json;
    }

    private static Map<String, Object> withUrl(Map<?, ?> attributes, String root) {
        Map<String, Object> json = new LinkedHashMap<>();
        attributes.forEach((name, value) -> json.put(String.valueOf(name), value));
        Object id = json.remove("id");
        if (id != null) {
            return attributes(root, String.valueOf(json.get("type")), id.toString());
        }
        return json;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> cast(Map<?, ?> record) {
        return (Map<String, @Nullable Object>) record;
    }

    private static Map<String, Object> attributes(String root, String type, String id) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", type);
        attributes.put("url", root + "/sobjects/" + type + "/" + id);
        return attributes;
    }
}
