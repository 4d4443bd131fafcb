package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All rows of one object in memory, with the indexes that make look-ups quick. Guarded by the store's lock. */
final class Table {
    /** Every record has these, so an index would only repeat the table. */
    private static final Set<String> NEVER_INDEXED = Set.of("CreatedById", "LastModifiedById");

    private final SObjectType type;
    private final TreeMap<String, Row> rows = new TreeMap<>();
    private final Map<String, Index> indexes = new HashMap<>();
    private long counter;

    Table(SObjectType type) {
        this.type = type;
        for (SObjectField field : type.fields()) {
            if (indexed(field)) {
                indexes.put(field.name(), new Index(field, new HashMap<>()));
            }
        }
    }

    SObjectType type() {
        return type;
    }

    String nextId() {
        counter++;
        return RecordIds.of(type.keyPrefix(), counter);
    }

    @Nullable
    Row find(String id) {
        return rows.get(id);
    }

    List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    List<Row> rows(String fieldName, Object value) {
        SObjectField field = type.field(fieldName);
        if (field == null) {
            return List.of();
        }
        Object key = key(field, value);
        if (field.name().equals("Id")) {
            Row row = rows.get(key.toString());
            return row == null ? List.of() : List.of(row);
        }
        Index index = indexes.get(field.name());
        if (index == null) {
            return rows.values().stream().filter(r -> matches(r, field, key)).toList();
        }
        List<Row> found = new ArrayList<>();
        for (String id : index.ids().getOrDefault(key, new TreeSet<>())) {
            Row row = rows.get(id);
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    void put(Row row) {
        unindex(rows.put(row.id(), row));
        for (Index index : indexes.values()) {
            Object value = row.get(index.field().name());
            if (value != null) {
                index.ids()
                        .computeIfAbsent(key(index.field(), value), k -> new TreeSet<>())
                        .add(row.id());
            }
        }
        counter = Math.max(counter, RecordIds.counter(row.id()));
    }

    void remove(String id) {
        unindex(rows.remove(id));
    }

    private void unindex(@Nullable Row row) {
        if (row == null) {
            return;
        }
        for (Index index : indexes.values()) {
            Object value = row.get(index.field().name());
            Object key = value == null ? null : key(index.field(), value);
            TreeSet<String> ids = key == null ? null : index.ids().get(key);
            if (key != null && ids != null && ids.remove(row.id()) && ids.isEmpty()) {
                index.ids().remove(key);
            }
        }
    }

    private static boolean matches(Row row, SObjectField field, Object key) {
        Object value = row.get(field.name());
        return value != null && key(field, value).equals(key);
    }

    private static boolean indexed(SObjectField field) {
        return (field.isReference() || field.type().equals("email") || field.idLookup() || field.unique())
                && !field.name().equals("Id")
                && !NEVER_INDEXED.contains(field.name());
    }

    private static Object key(SObjectField field, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        if (field.isReference() || field.type().equals("id")) {
            String id = RecordIds.normalize(text);
            return id == null ? text : id;
        }
        return field.caseSensitive() ? text : text.toLowerCase(Locale.ROOT);
    }

    private record Index(SObjectField field, Map<Object, TreeSet<String>> ids) {}
}
