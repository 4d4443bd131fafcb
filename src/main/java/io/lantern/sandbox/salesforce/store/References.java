package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what a record points to: that it is there, of the right kind, alive, and may own this record. */
final class References {
    private final Records records;

    References(Records records) {
        this.records = records;
    }

    void check(SObjectType type, SObjectField field, String id) {
        SObjectType target = records.schema().typeOfId(id);
        if (target == null || !field.referenceTo().contains(target.name())) {
            throw Refusals.wrongKind(field, id);
        }
        Row row = records.find(target.name(), id);
        if (row == null) {
            throw Refusals.noSuchReference(field);
        }
        if (row.isDeleted()) {
            throw Refusals.deletedReference();
        }
        if (Boolean.TRUE.equals(row.values().get("IsConverted"))
                && target.name().equals("Lead")) {
            throw Refusals.convertedLead();
        }
        if (field.name().equals("OwnerId")) {
            checkOwner(type, row);
        }
    }

    /**
     * Finds the parent that a request names by external id: {@code "Account": {"External_Id__c": "A-1"}}.
     *
     * @param given what stands where the relationship's name was
     * @return its id
     */
    String resolve(SObjectType type, SObjectField field, @Nullable Object given) {
        if (given instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                if (!key.equals("attributes") && entry.getValue() != null) {
                    return resolve(field, key, entry.getValue());
                }
            }
        }
        throw Refusals.noSuchField(type, String.valueOf(field.relationshipName()));
    }

    private String resolve(SObjectField field, String key, Object value) {
        for (String target : field.referenceTo()) {
            SObjectType type = records.schema().type(target);
            SObjectField external = type == null ? null : type.field(key);
            if (external == null || !external.idLookup()) {
                continue;
            }
            String found = records.rows(target, key, value)
                    .filter(r -> !r.isDeleted())
                    .map(Row::id)
                    .findFirst()
                    .orElse(null);
            if (found != null) {
                return found;
            }
            throw Refusals.noSuchForeignKey(external.name(), value, target);
        }
        throw Refusals.noSuchForeignKey(key, value, String.join(",", field.referenceTo()));
    }

    private void checkOwner(SObjectType type, Row owner) {
        if (owner.type().equals("User")) {
            if (!Boolean.TRUE.equals(owner.values().get("IsActive"))) {
                throw Refusals.inactiveOwner(type, owner.id());
            }
            if ("CsnOnly".equals(owner.text("UserType"))) {
                throw Refusals.ownerMustBeUser();
            }
            return;
        }
        boolean serves = "Queue".equals(owner.text("Type"))
                && records.rows("QueueSobject", "QueueId", owner.id())
                        .anyMatch(q -> !q.isDeleted() && type.name().equals(q.text("SobjectType")));
        if (!serves) {
            throw Refusals.notItsQueue();
        }
    }
}
