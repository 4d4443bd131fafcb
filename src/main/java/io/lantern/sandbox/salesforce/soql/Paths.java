package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.soql.Statement.Name;
import io.lantern.sandbox.salesforce.soql.Statement.Path;
import io.lantern.sandbox.salesforce.store.Records;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks up dotted names and walks from a record to its parents. */
final class Paths {
    private static final int MOST_PARENTS = 5;

    private final Records records;
    private final SoqlErrors errors;

    Paths(Records records, SoqlErrors errors) {
        this.records = records;
        this.errors = errors;
    }

    /**
     * A path looked up.
     *
     * @param hops references to follow
     * @param field the field at the end; null when it asks for the type of a parent of several types
     */
    record Resolved(List<SObjectField> hops, @Nullable SObjectField field) {
        String name() {
            return field == null ? "Type" : field.name();
        }
    }

    Resolved resolve(Scope scope, Path path) {
        List<Name> names = path.names();
        if (names.size() > 1 && scope.isItself(names.get(0).text())) {
            names = names.subList(1, names.size());
        }
        List<Name> parents = names.subList(0, names.size() - 1);
        List<SObjectField> hops = hops(scope.type(), parents);
        Name last = names.get(names.size() - 1);
        List<SObjectType> types = hops.isEmpty() ? List.of(scope.type()) : targets(hops.get(hops.size() - 1));
        return new Resolved(hops, field(types, last));
    }

    /** The references along a chain of relationship names. */
    List<SObjectField> hops(SObjectType from, List<Name> names) {
        if (names.size() > MOST_PARENTS) {
            throw errors.malformed(names.get(0).start(), "Relationships can be followed at most five levels up");
        }
        List<SObjectField> hops = new ArrayList<>();
        List<SObjectType> types = List.of(from);
        for (Name name : names) {
            SObjectField hop = types.stream()
                    .flatMap(t -> t.fields().stream())
                    .filter(f -> name.text().equalsIgnoreCase(f.relationshipName()))
                    .findFirst()
                    .orElseThrow(() -> errors.noSuchParent(name.start(), name.text()));
            hops.add(hop);
            types = targets(hop);
        }
        return hops;
    }

    private @Nullable SObjectField field(List<SObjectType> types, Name name) {
        boolean several = types.size() > 1;
        if (several && name.text().equalsIgnoreCase("Type")) {
            return null;
        }
        return types.stream()
                .map(t -> t.field(name.text()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> errors.noSuchColumn(
                        name.start(),
                        name.text(),
                        several ? "Name" : types.get(0).name()));
    }

    private List<SObjectType> targets(SObjectField reference) {
        return reference.referenceTo().stream()
                .map(t -> Objects.requireNonNull(records.schema().type(t)))
                .toList();
    }

    @Nullable
    Object value(Resolved path, Row row) {
        Row end = row;
        for (SObjectField hop : path.hops()) {
            end = end == null ? null : parent(end, hop);
        }
        if (end == null) {
            return null;
        }
        return path.field() == null ? typeName(end) : end.get(path.name());
    }

    @Nullable
    Row parent(Row row, SObjectField reference) {
        String id = row.text(reference.name());
        SObjectType type = id == null ? null : records.schema().typeOfId(id);
        return id == null || type == null ? null : records.find(type.name(), id);
    }

    /** What {@code Owner.Type} says: of a group, what kind of group it is. */
    private static String typeName(Row row) {
        String kind = row.type().equals("Group") ? row.text("Type") : null;
        return kind == null ? row.type() : kind;
    }
}
