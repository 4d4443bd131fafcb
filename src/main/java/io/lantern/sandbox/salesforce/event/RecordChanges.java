package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Row;
import io.lantern.sandbox.salesforce.store.RowChange;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a transaction changed: the change event that the hub's Apex trigger publishes in real orgs, and
 * Change Data Capture. What the seed makes is no change.
 */
final class RecordChanges {
    private static final String EVENT = "Lantern_Record_Change__e";
    private static final Set<String> TEXT_LIKE =
            Set.of("string", "textarea", "email", "phone", "url", "picklist", "multipicklist", "combobox", "reference");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventLog log;
    private final Schema schema;
    private final Faults faults;

    RecordChanges(EventLog log, Schema schema, Faults faults) {
        this.log = log;
        this.schema = schema;
        this.faults = faults;
    }

    void committing(List<RowChange> changes, OrgTransaction transaction) {
        for (RowChange change : changes) {
            if (Topics.WATCHED.contains(change.after().type())
                    && !change.actor().api().equals("seed")) {
                publish(change, transaction);
            }
        }
    }

    private void publish(RowChange change, OrgTransaction transaction) {
        SObjectType type = Objects.requireNonNull(schema.type(change.after().type()));
        if (change.kind() != RowChange.Kind.UPDATE || !change.changed().isEmpty()) {
            log.append(transaction, "/event/" + EVENT, UUID.randomUUID().toString(), EVENT, trigger(change, type));
        }
        ObjectNode capture = capture(change, type, transaction);
        String uuid = UUID.randomUUID().toString();
        log.append(transaction, "/data/" + type.name() + "ChangeEvent", uuid, type.name(), capture);
        log.append(transaction, Topics.ALL_CHANGES, uuid, type.name(), capture);
    }

    /** What {@code LanternRecordChange.cls} would publish. */
    private static ObjectNode trigger(RowChange change, SObjectType type) {
        Row row = change.after();
        boolean update = change.kind() == RowChange.Kind.UPDATE;
        Set<String> changed = update ? new TreeSet<>(change.changed()) : Set.of();
        Map<String, @Nullable String> texts = new HashMap<>();
        for (String name : changed) {
            SObjectField field = type.field(name);
            if (field != null && TEXT_LIKE.contains(field.type())) {
                texts.put(name, row.text(name));
            }
        }
        ObjectNode event = JSON.createObjectNode();
        event.put("CreatedDate", change.committedAt().toEpochMilli());
        event.put("CreatedById", change.actor().userId());
        event.put("Object__c", type.name());
        event.put("Record_Id__c", row.id());
        event.put("Change__c", change.kind().name());
        event.put("Changed_Fields__c", changed.isEmpty() ? null : String.join(",", changed));
        event.put("System_Modstamp__c", row.text("SystemModstamp"));
        event.put("Fingerprint__c", update ? Fingerprint.of(texts) : null);
        event.put("Fingerprint_Fields__c", texts.isEmpty() ? null : String.join(",", new TreeSet<>(texts.keySet())));
        event.put("Changed_By__c", change.actor().userId());
        return event;
    }

    private ObjectNode capture(RowChange change, SObjectType type, OrgTransaction transaction) {
        boolean gap = faults.strike("gap-event", "/data/" + type.name() + "ChangeEvent") != null;
        ObjectNode event = JSON.createObjectNode();
        List<SObjectField> fields = EventSchemas.changeFields(type);
        BigInteger changed = BigInteger.ZERO;
        BigInteger nulled = BigInteger.ZERO;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            boolean told = change.kind() == RowChange.Kind.CREATE
                    || change.kind() == RowChange.Kind.UNDELETE
                    || change.changed().contains(name)
                    || name.startsWith("LastModified");
            if (!told || gap || change.kind() == RowChange.Kind.DELETE) {
                continue;
            }
            // The header is the schema's field 0.
            changed = changed.setBit(i + 1);
            Object value = change.after().get(name);
            if (value == null) {
                nulled = nulled.setBit(i + 1);
            } else {
                event.set(name, JSON.valueToTree(value));
            }
        }
        ObjectNode header = header(change, type, transaction, gap);
        boolean update = change.kind() == RowChange.Kind.UPDATE && !gap;
        bitmap(header.putArray("nulledFields"), update ? nulled : BigInteger.ZERO);
        header.putArray("diffFields");
        bitmap(header.putArray("changedFields"), update ? changed : BigInteger.ZERO);
        event.set("ChangeEventHeader", header);
        return event;
    }

    private static ObjectNode header(RowChange change, SObjectType type, OrgTransaction transaction, boolean gap) {
        ObjectNode header = JSON.createObjectNode();
        header.put("entityName", type.name());
        header.putArray("recordIds").add(change.after().id());
        header.put("changeType", (gap ? "GAP_" : "") + change.kind().name());
        header.put("changeOrigin", origin(transaction.actor()));
        header.put("transactionKey", change.transactionKey());
        header.put("sequenceNumber", change.sequence());
        header.put("commitTimestamp", change.committedAt().toEpochMilli());
        header.put("commitNumber", change.committedAt().toEpochMilli() * 1000 + change.sequence());
        header.put("commitUser", change.actor().userId());
        return header;
    }

    private static String origin(Actor actor) {
        String client = actor.client() == null ? "" : ";client=" + actor.client();
        return "com/salesforce/api/" + actor.api() + "/" + actor.apiVersion() + client;
    }

    private static void bitmap(ArrayNode target, BigInteger bits) {
        if (bits.signum() > 0) {
            target.add("0x" + bits.toString(16).toUpperCase(java.util.Locale.ROOT));
        }
    }
}
