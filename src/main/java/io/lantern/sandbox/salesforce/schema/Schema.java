package io.lantern.sandbox.salesforce.schema;

import java.util.Collection;
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
}
