package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * How the record of an object lies in its change event: compound fields (a person's name, an address) are records of
 * their parts, everything else is a field of its own. Position 0 is the header.
 */
final class ChangeShape {
    private static final Set<String> LEFT_OUT = Set.of("Id", "IsDeleted", "SystemModstamp");
    private static final String PERSON_NAME = "Name";

    private final SObjectType type;
    private final List<Slot> slots = new ArrayList<>();

    ChangeShape(SObjectType type) {
        this.type = type;
        Map<String, List<SObjectField>> parts = new LinkedHashMap<>();
        for (SObjectField field : type.fields()) {
            String compound = type.compoundFieldName(field.name());
            if (compound != null) {
                parts.computeIfAbsent(compound, none -> new ArrayList<>()).add(field);
            }
        }
        for (SObjectField field : type.fields()) {
            boolean part = type.compoundFieldName(field.name()) != null;
            if (!part && !LEFT_OUT.contains(field.name())) {
                slots.add(new Slot(field, parts.getOrDefault(field.name(), List.of())));
            }
        }
    }

    /** One field of the event. @param parts its parts when it is compound; else empty */
    record Slot(SObjectField field, List<SObjectField> parts) {
        boolean isCompound() {
            return !parts.isEmpty();
        }

        /** What a part is called inside the compound: {@code Street} of {@code BillingStreet}. */
        String partName(SObjectField part) {
            String prefix = field.name().endsWith("Address")
                    ? field.name().substring(0, field.name().length() - "Address".length())
                    : "";
            return part.name().substring(prefix.length());
        }
    }

    /** In the order of the schema's fields, the first at position 1. */
    List<Slot> slots() {
        return slots;
    }

    /** @return the event's fields */
    List<Schema.Field> fields() {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(EventSchema.required(ChangeHeader.NAME, ChangeHeader.schema(), ""));
        Map<String, Schema> compounds = new LinkedHashMap<>();
        for (Slot slot : slots) {
            fields.add(slot.isCompound() ? compound(slot, compounds) : EventSchema.optional(slot.field()));
        }
        return fields;
    }

    String eventName() {
        return type.name() + "ChangeEvent";
    }

    private static Schema.Field compound(Slot slot, Map<String, Schema> known) {
        boolean person = slot.field().name().equals(PERSON_NAME);
        Schema record = known.computeIfAbsent(
                person ? "Switchable_PersonName" : "Address",
                name -> Schema.createRecord(
                        name,
                        null,
                        EventSchema.NAMESPACE,
                        false,
                        slot.parts().stream().map(part -> part(slot, part)).toList()));
        if (!person) {
            return EventSchema.optional(slot.field().name(), record, "Data:Address");
        }
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING), record);
        return new Schema.Field(PERSON_NAME, union, "Data:SwitchablePersonName", JsonProperties.NULL_VALUE);
    }

    private static Schema.Field part(Slot slot, SObjectField part) {
        Schema.Field whole = EventSchema.optional(part);
        return EventSchema.optional(
                slot.partName(part), whole.schema().getTypes().get(1), whole.doc());
    }
}
