package io.lantern.sandbox.salesforce.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All objects of the org. */
public interface Schema {
    Collection<SObjectType> types();

    /** @param name in any case @return the type, or null */
    @Nullable
    SObjectType type(String name);

    /** @param id 15 or 18 characters @return the type by key prefix, or null */
    @Nullable
    SObjectType typeOfId(String id);

    /**
     * @param parent a type's defined name
     * @return what refers to it and has a name for that, in the order of {@link #types()}; the list of describe
     */
    default List<ChildRelationship> childrenOf(String parent) {
        List<ChildRelationship> children = new ArrayList<>();
        for (SObjectType type : types()) {
            for (SObjectField field : type.fields()) {
                if (field.childRelationshipName() != null && field.referenceTo().contains(parent)) {
                    children.add(new ChildRelationship(
                            type.name(), field.name(), field.childRelationshipName(), field.cascadeDelete()));
                }
            }
        }
        return children;
    }

    /**
     * The children of a record seen from their parent, as describe lists them.
     *
     * @param childSObject the child's type
     * @param field the child's reference
     * @param relationshipName what a child subquery selects from
     * @param cascadeDelete whether the child goes with the parent
     */
    record ChildRelationship(String childSObject, String field, String relationshipName, boolean cascadeDelete) {}
}
