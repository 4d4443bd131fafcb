package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.data.EventPublisher;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.RowChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells every committed change of a watched object: by {@code Lantern_Record_Change__e}, just as the Apex triggers in
 * {@code salesforce/} do in a real org, and by change data capture. What the seed writes is told nobody.
 */
final class RecordChanges implements OrgStore.CommitListener {
    static final String EVENT = "Lantern_Record_Change__e";

    /** What the platform moves by itself, or by somebody only looking at the record. */
    private static final Set<String> NOT_TOLD = Set.of(
            "SystemModstamp",
            "LastModifiedDate",
            "LastModifiedById",
            "LastActivityDate",
            "LastViewedDate",
            "LastReferencedDate",
            "IsDeleted",
            "IsUnreadByOwner");

    private static final Set<String> FINGERPRINTED =
            Set.of("string", "picklist", "email", "phone", "url", "textarea", "reference");

    private static final int LONGEST_LIST = 4_000;

    private final EventPublisher publisher;
    private final ChangeEvents capture;
    private final EventLog log;

    RecordChanges(EventPublisher publisher, ChangeEvents capture, EventLog log) {
        this.publisher = publisher;
        this.capture = capture;
        this.log = log;
    }

    @Override
    public void committing(List<RowChange> changes, OrgTransaction transaction) {
        if (transaction.actor().api().equals("seed")) {
            return;
        }
        long commitNumber = log.last();
        for (RowChange change : changes) {
            if (Topic.CAPTURED.contains(change.after().type())) {
                tell(change, transaction);
                capture.publish(change, commitNumber, transaction);
            }
        }
    }

    private void tell(RowChange change, OrgTransaction transaction) {
        SObjectType type =
                Objects.requireNonNull(transaction.schema().type(change.after().type()));
        TreeSet<String> changed = changed(type, change);
        if (change.kind() == RowChange.Kind.UPDATE && changed.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("Object__c", change.after().type());
        fields.put("Record_Id__c", change.after().id());
        fields.put("Change__c", change.kind().name());
        fields.put("System_Modstamp__c", change.after().get("SystemModstamp"));
        fields.put("Changed_By__c", change.actor().userId());
        if (change.kind() == RowChange.Kind.UPDATE) {
            TreeMap<String, @Nullable Object> values = new TreeMap<>();
            changed.stream()
                    .filter(name -> FINGERPRINTED.contains(
                            Objects.requireNonNull(type.field(name)).type()))
                    .forEach(name -> values.put(name, change.after().get(name)));
            fields.put("Changed_Fields__c", list(changed));
            fields.put("Fingerprint_Fields__c", list(values.navigableKeySet()));
            fields.put("Fingerprint__c", Fingerprint.of(values));
        }
        publisher.publish(transaction, EVENT, fields);
    }

    private static TreeSet<String> changed(SObjectType type, RowChange change) {
        TreeSet<String> changed = new TreeSet<>();
        for (String name : change.changed()) {
            SObjectField field = type.field(name);
            boolean madeOfParts = field != null && field.nameField() && type.field("LastName") != null;
            if (field != null && !madeOfParts && !NOT_TOLD.contains(name)) {
                changed.add(name);
            }
        }
        return changed;
    }

    /** A list too long for the field ends in {@code *}, a name no reader knows, so that nobody takes it for whole. */
    static String list(Set<String> names) {
        String list = String.join(",", names);
        if (list.length() <= LONGEST_LIST) {
            return list;
        }
        return list.substring(0, list.lastIndexOf(',', LONGEST_LIST - 2)) + ",*";
    }
}
