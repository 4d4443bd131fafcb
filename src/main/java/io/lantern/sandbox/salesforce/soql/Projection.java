package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a row of the result is made of: a tree of fields, parents and children, in the order they were selected. */
final class Projection {
    private final Paths paths;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    Projection(Paths paths) {
        this.paths = paths;
    }

    private interface Part {
        @Nullable
        Object of(Row row);
    }

    private record Parent(SObjectField reference, Projection fields, Paths paths) implements Part {
        @Override
        public @Nullable Object of(Row row) {
            Row parent = paths.parent(row, reference);
            return parent == null ? null : fields.select(parent);
        }
    }

    /**
     * @param hops references to follow to the record that has it
     * @param name under which it shows
     * @return whether it is new; false when the same name was selected before
     */
    boolean add(List<SObjectField> hops, String name, Term.Extract extract) {
        Projection end = this;
        for (SObjectField hop : hops) {
            end = end.parent(hop);
        }
        Part part = row -> extract.of(List.of(row));
        return end.parts.putIfAbsent(name, part) == null;
    }

    void children(String relationship, Plan plan, SObjectField reference) {
        parts.put(relationship, row -> {
            QueryResult result = plan.run(reference, row.id());
            return result.totalSize() == 0 ? null : result;
        });
    }

    /** @param byType which fields to take of a parent, by its type */
    void typeOf(SObjectField reference, Map<String, Projection> byType, Projection otherwise) {
        parts.put(String.valueOf(reference.relationshipName()), row -> {
            Row parent = paths.parent(row, reference);
            return parent == null
                    ? null
                    : byType.getOrDefault(parent.type(), otherwise).select(parent);
        });
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    Selected select(Row row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        parts.forEach((name, part) -> values.put(name, part.of(row)));
        return new Selected(row.type(), row.id(), values);
    }

    private Projection parent(SObjectField hop) {
        String name = String.valueOf(hop.relationshipName());
        if (parts.get(name) instanceof Parent known) {
            return known.fields();
        }
        Projection fields = new Projection(paths);
        parts.put(name, new Parent(hop, fields, paths));
        return fields;
    }
}
