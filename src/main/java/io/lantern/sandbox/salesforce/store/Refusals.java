package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The org's refusals of a write, word for word. */
final class Refusals {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVICE_UNAVAILABLE = 503;

    private Refusals() {}

    static OrgFault requiredMissing(Collection<String> fields) {
        return new OrgFault(
                "REQUIRED_FIELD_MISSING",
                BAD_REQUEST,
                "Required fields are missing: [" + String.join(", ", fields) + "]",
                List.copyOf(fields));
    }

    static OrgFault noSuchField(SObjectType type, String field) {
        return new OrgFault(
                "INVALID_FIELD",
                BAD_REQUEST,
                "No such column '" + field + "' on sobject of type " + type.name(),
                List.of());
    }

    static OrgFault readOnly(Collection<String> fields) {
        return new OrgFault(
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                BAD_REQUEST,
                "Unable to create/update fields: " + String.join(", ", fields)
                        + ". Please check the security settings of this field and verify that it is read/write for"
                        + " your profile or permission set.",
                List.copyOf(fields));
    }

    static OrgFault idInCreate() {
        return new OrgFault(
                "INVALID_FIELD_FOR_INSERT_UPDATE", BAD_REQUEST, "cannot specify Id in an insert call", List.of("Id"));
    }

    static OrgFault tooLong(SObjectField field, String value) {
        return field(
                "STRING_TOO_LONG", field, "data value too large: " + value + " (max length=" + field.length() + ")");
    }

    static OrgFault notAnEmail(SObjectField field, String value) {
        return field("INVALID_EMAIL_ADDRESS", field, "invalid email address: " + value);
    }

    static OrgFault badPicklist(SObjectField field, String value) {
        return field(
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", field, "bad value for restricted picklist field: " + value);
    }

    static OrgFault outOfRange(SObjectField field, Object value) {
        return field("NUMBER_OUTSIDE_VALID_RANGE", field, "value outside of valid range on numeric field: " + value);
    }

    static OrgFault badId(SObjectField field, Object value) {
        return field("MALFORMED_ID", field, "id value of incorrect type: " + value);
    }

    /** An id, but of an object that cannot stand here. */
    static OrgFault wrongKind(SObjectField field, String id) {
        return field("FIELD_INTEGRITY_EXCEPTION", field, "id value of incorrect type: " + id);
    }

    static OrgFault cannotRead(SObjectField field, Object value) {
        String token = value instanceof Number ? "NUMBER" : value instanceof Boolean ? "BOOLEAN" : "STRING";
        return new OrgFault(
                "JSON_PARSER_ERROR",
                BAD_REQUEST,
                "Cannot deserialize instance of " + field.type() + " from VALUE_" + token + " value " + value
                        + " or request may be missing a required field",
                List.of(field.name()));
    }

    static OrgFault noSuchReference(SObjectField field) {
        return new OrgFault(
                "INVALID_CROSS_REFERENCE_KEY", BAD_REQUEST, "invalid cross reference id", List.of(field.name()));
    }

    static OrgFault deletedReference() {
        return new OrgFault("ENTITY_IS_DELETED", BAD_REQUEST, "entity is deleted", List.of());
    }

    static OrgFault noSuchForeignKey(String externalId, Object value, String entity) {
        return new OrgFault(
                "INVALID_FIELD",
                BAD_REQUEST,
                "Foreign key external ID: " + value + " not found for field " + externalId + " in entity " + entity,
                List.of());
    }

    static OrgFault inactiveOwner(SObjectType type, String userId) {
        return new OrgFault(
                "INACTIVE_OWNER_OR_USER",
                BAD_REQUEST,
                "operation performed with inactive user [" + userId.substring(0, 15) + "] as owner of "
                        + type.name().toLowerCase(Locale.ROOT),
                List.of());
    }

    static OrgFault notItsQueue() {
        return new OrgFault(
                "INVALID_OPERATION", BAD_REQUEST, "Queue not associated with this SObject type", List.of("OwnerId"));
    }

    static OrgFault ownerMustBeUser() {
        return new OrgFault(
                "OP_WITH_INVALID_USER_TYPE_EXCEPTION",
                BAD_REQUEST,
                "Operation not valid for this user type",
                List.of());
    }

    static OrgFault convertedLead() {
        return new OrgFault("CANNOT_UPDATE_CONVERTED_LEAD", BAD_REQUEST, "cannot reference converted lead", List.of());
    }

    static OrgFault duplicateValue(SObjectField field, String otherId) {
        return new OrgFault(
                "DUPLICATE_VALUE",
                BAD_REQUEST,
                "duplicate value found: " + field.name() + " duplicates value on record with id: "
                        + otherId.substring(0, 15),
                List.of());
    }

    static OrgFault duplicateUsername() {
        return new OrgFault(
                "DUPLICATE_USERNAME",
                BAD_REQUEST,
                "Duplicate Username. The username already exists in this or another Salesforce organization. Usernames"
                        + " must be unique across all Salesforce organizations.",
                List.of("Username"));
    }

    static OrgFault alreadyMember() {
        return new OrgFault("DUPLICATE_VALUE", BAD_REQUEST, "Already a campaign member.", List.of());
    }

    static OrgFault notFound() {
        return new OrgFault("NOT_FOUND", NOT_FOUND, "The requested resource does not exist", List.of());
    }

    static OrgFault isDeleted() {
        return new OrgFault("ENTITY_IS_DELETED", NOT_FOUND, "entity is deleted", List.of());
    }

    static OrgFault notDeleted() {
        return new OrgFault("UNDELETE_FAILED", BAD_REQUEST, "Entity is not in the recycle bin", List.of());
    }

    static OrgFault notAllowed(SObjectType type, String operation) {
        return new OrgFault(
                "INSUFFICIENT_ACCESS_OR_READONLY",
                BAD_REQUEST,
                "entity type cannot be " + operation + ": " + type.labelPlural(),
                List.of());
    }

    static OrgFault unwritable(RuntimeException cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        OrgFault fault = new OrgFault(
                "SERVER_UNAVAILABLE",
                SERVICE_UNAVAILABLE,
                "The org's file could not be written, so nothing of this request was kept: " + root.getMessage(),
                List.of());
        fault.initCause(cause);
        return fault;
    }

    private static OrgFault field(String code, SObjectField field, String message) {
        return new OrgFault(code, BAD_REQUEST, field.label() + ": " + message, List.of(field.name()));
    }
}
