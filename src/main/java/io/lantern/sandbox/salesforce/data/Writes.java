package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Records;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Row operations, the same for REST and SOAP. */
public final class Writes {
    private final Schema schema;
    private final Faults faults;
    private final DuplicateRule duplicates;
    private final EventPublisher events;

    Writes(Schema schema, Faults faults, DuplicateRule duplicates, EventPublisher events) {
        this.schema = schema;
        this.faults = faults;
        this.duplicates = duplicates;
        this.events = events;
    }

    /**
     * What became of a row.
     *
     * @param created whether it is new
     * @param eventUuid of a published platform event; null for a record
     */
    public record Written(
            String id, boolean created, @Nullable String eventUuid) {}

    /** How to write. @param allowDuplicates whether duplicate rules only warn */
    public record Options(boolean allowDuplicates, boolean updateOnly) {
        public static final Options NONE = new Options(false, false);
    }

    /** Creates a record, or publishes an event. */
    public Written create(
            OrgTransaction transaction,
            SObjectType type,
            Map<String, ? extends @Nullable Object> given,
            Options options) {
        if (type.isEvent()) {
            String uuid = events.publish(transaction, type.name(), given);
            return new Written(type.keyPrefix() + "xx0000000001AAA", true, uuid);
        }
        lock(type.name(), "");
        if (!options.allowDuplicates()) {
            duplicates.check(transaction, type, given);
        }
        return new Written(transaction.create(type.name(), given), true, null);
    }

    /** Changes a record. */
    public Written update(
            OrgTransaction transaction,
            SObjectType type,
            String id,
            Map<String, ? extends @Nullable Object> given,
            Options options) {
        Row row = existing(transaction, type, id);
        lock(type.name(), row.id());
        transaction.update(type.name(), row.id(), given);
        return new Written(row.id(), false, null);
    }

    /**
     * Changes the record with that external id, or creates it.
     *
     * @param field name of an external-id field, or {@code Id}
     * @throws OrgFault {@code DUPLICATE_EXTERNAL_ID} when several have it
     */
    public Written upsert(
            OrgTransaction transaction,
            SObjectType type,
            String field,
            @Nullable Object value,
            Map<String, ? extends @Nullable Object> given,
            Options options) {
        if (field.equalsIgnoreCase("Id")) {
            return value == null
                    ? create(transaction, type, given, options)
                    : update(transaction, type, value.toString(), given, options);
        }
        SObjectField key = externalField(type, field);
        if (value == null || value.toString().isBlank()) {
            throw new OrgFault("MISSING_ARGUMENT", 400, key.name() + " not specified", List.of());
        }
        List<Row> found = withExternalId(transaction, type, key, value);
        if (found.size() > 1) {
            throw new OrgFault(
                    "DUPLICATE_EXTERNAL_ID",
                    400,
                    "%s: more than one record found for external id field: [%s]"
                            .formatted(
                                    key.label(),
                                    String.join(
                                            ", ", found.stream().map(Row::id).toList())),
                    List.of(key.name()));
        }
        if (!found.isEmpty()) {
            return update(transaction, type, found.get(0).id(), given, options);
        }
        if (options.updateOnly()) {
            throw Org.notFound();
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(given);
        values.put(key.name(), value);
        return create(transaction, type, values, options);
    }

    /** Moves a record to the recycle bin. */
    public Written delete(OrgTransaction transaction, SObjectType type, String id) {
        Row row = existing(transaction, type, id);
        lock(type.name(), row.id());
        transaction.delete(type.name(), row.id());
        return new Written(row.id(), false, null);
    }

    /** Takes a record out of the recycle bin. */
    public Written undelete(OrgTransaction transaction, SObjectType type, String id) {
        Row row = transaction.find(type.name(), id);
        if (row == null) {
            throw crossReference();
        }
        if (!row.isDeleted()) {
            throw new OrgFault("UNDELETE_FAILED", 400, "Entity is not in the recycle bin", List.of());
        }
        transaction.undelete(type.name(), row.id());
        return new Written(row.id(), false, null);
    }

    /** @return rows, not deleted, whose external id is the value */
    public List<Row> withExternalId(Records records, SObjectType type, SObjectField key, Object value) {
        return records.rows(type.name(), key.name(), value)
                .filter(row -> !row.isDeleted())
                .toList();
    }

    /** @throws OrgFault 404 when the object has no such external-id field */
    public SObjectField externalField(SObjectType type, String field) {
        SObjectField key = type.field(field);
        if (key == null || !(key.externalId() || key.idLookup())) {
            throw new OrgFault(
                    "NOT_FOUND",
                    404,
                    "Provided external ID field does not exist or is not accessible: " + field,
                    List.of());
        }
        return key;
    }

    /** @return the type of a record's id; for rows that say no type */
    public SObjectType typeOfId(String id) {
        SObjectType type = RecordIds.normalize(id) != null ? schema.typeOfId(id) : null;
        if (type == null) {
            throw malformed(id);
        }
        return type;
    }

    private Row existing(OrgTransaction transaction, SObjectType type, String id) {
        if (RecordIds.normalize(id) == null) {
            throw malformed(id);
        }
        Row row = transaction.find(type.name(), id);
        if (row == null) {
            throw crossReference();
        }
        if (row.isDeleted()) {
            throw new OrgFault("ENTITY_IS_DELETED", 404, "entity is deleted", List.of());
        }
        return row;
    }

    /** @throws OrgFault UNABLE_TO_LOCK_ROW while the fault {@code row-lock} is on for the record */
    public void lock(String type, String id) {
        Fault fault = faults.strike("row-lock", type + "/" + id);
        if (fault != null) {
            throw new OrgFault(
                    "UNABLE_TO_LOCK_ROW",
                    fault.number("status", 400),
                    "unable to obtain exclusive access to this record or 1 records: " + id,
                    List.of());
        }
    }

    private static OrgFault malformed(String id) {
        return new OrgFault("MALFORMED_ID", 400, "Record ID: id value of incorrect type: " + id, List.of("Id"));
    }

    private static OrgFault crossReference() {
        return new OrgFault("INVALID_CROSS_REFERENCE_KEY", 400, "invalid cross reference id", List.of());
    }
}
