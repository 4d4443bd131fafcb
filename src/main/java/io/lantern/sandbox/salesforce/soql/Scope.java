package io.lantern.sandbox.salesforce.soql;

import io.lantern.sandbox.salesforce.schema.SObjectType;
import org.jspecify.annotations.Nullable;

/**
 * What names of a statement are looked up in.
 *
 * @param type the queried object
 * @param alias what the statement calls it
 */
record Scope(SObjectType type, @Nullable String alias) {
    boolean isItself(String name) {
        return name.equalsIgnoreCase(type.name()) || name.equalsIgnoreCase(alias);
    }
}
