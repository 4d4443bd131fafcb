package io.lantern.sandbox.salesforce.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field definition; names follow describe.
 *
 * @param type as describe says it: {@code id, string, textarea, email, phone, url, picklist, multipicklist,
 *     boolean, int, double, currency, percent, date, datetime, reference, address, combobox}
 * @param length characters of text; 0 otherwise
 * @param nillable whether it may be blank
 * @param defaultedOnCreate whether create may leave it out although it is not nillable
 * @param referenceTo target objects of a reference; empty otherwise
 * @param relationshipName parent path of a reference ({@code Owner}); null otherwise
 * @param childRelationshipName what the parent calls its children ({@code Contacts}); null when it does not
 * @param cascadeDelete whether the child goes with the parent
 */
public record SObjectField(
        String name,
        String label,
        String type,
        int length,
        int precision,
        int scale,
        boolean nillable,
        boolean createable,
        boolean updateable,
        boolean defaultedOnCreate,
        boolean externalId,
        boolean unique,
        boolean idLookup,
        boolean caseSensitive,
        boolean restrictedPicklist,
        boolean nameField,
        List<PicklistValue> picklistValues,
        List<String> referenceTo,
        @Nullable String relationshipName,
        @Nullable String childRelationshipName,
        boolean cascadeDelete,
        @Nullable Object defaultValue) {

    public SObjectField {
        picklistValues = picklistValues == null ? List.of() : List.copyOf(picklistValues);
        referenceTo = referenceTo == null ? List.of() : List.copyOf(referenceTo);
    }

    /** One choice of a picklist. */
    public record PicklistValue(String value, String label, boolean active, boolean defaultValue) {}

    /** Whether the value is the id of another record. */
    public boolean isReference() {
        return !referenceTo.isEmpty();
    }

    /** Whether the value is text: string, picklist, email, phone, url, textarea and their like. */
    public boolean isText() {
        return switch (type) {
            case "string", "textarea", "email", "phone", "url", "picklist", "multipicklist", "combobox" -> true;
            default -> false;
        };
    }

    /** Whether the value is made of other fields and never stored: an address. */
    public boolean isCompound() {
        return type.equals("address");
    }

    public boolean isCustom() {
        return name.endsWith("__c");
    }

    /** Required on create = {@code !nillable && !defaultedOnCreate && createable}. */
    public boolean requiredOnCreate() {
        return !nillable && !defaultedOnCreate && createable;
    }
}
