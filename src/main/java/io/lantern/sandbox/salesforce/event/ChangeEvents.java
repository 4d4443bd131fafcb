package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.RowChange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Change data capture. A changed field carries its value, the others are null; which ones changed and which became
 * blank is said by bitmaps over the schema's fields (bit i, the lowest first, is field i), and for the parts of a
 * compound field by {@code <position>-<bitmap>}.
 */
final class ChangeEvents {
    private static final int LARGEST = 1_000_000;

    private final EventLog log;
    private final EventSchemas schemas;
    private final Faults faults;

    ChangeEvents(EventLog log, EventSchemas schemas, Faults faults) {
        this.log = log;
        this.schemas = schemas;
        this.faults = faults;
    }

    void publish(RowChange change, long commitNumber, OrgTransaction transaction) {
        Topic topic = Topic.changes(
                Objects.requireNonNull(transaction.schema().type(change.after().type())));
        EventSchema schema = schemas.current(topic, transaction);
        boolean gap = faults.strike("gap-event", topic.name()) != null;
        byte[] payload = gap ? gap(schema, change, commitNumber) : whole(schema, topic, change, commitNumber);
        if (payload.length > LARGEST) {
            payload = gap(schema, change, commitNumber);
        }
        log.append(transaction, topic.name(), UUID.randomUUID().toString(), schema.id(), payload);
    }

    private static byte[] gap(EventSchema schema, RowChange change, long commitNumber) {
        GenericRecord event = new GenericData.Record(schema.avro());
        String kind = "GAP_" + change.kind().name();
        event.put(
                ChangeHeader.NAME, ChangeHeader.of(headerOf(schema), change, kind, commitNumber, List.of(), List.of()));
        return schema.encode(event);
    }

    private byte[] whole(EventSchema schema, Topic topic, RowChange change, long commitNumber) {
        GenericRecord event = new GenericData.Record(schema.avro());
        Bits changed = new Bits();
        Bits nulled = new Bits();
        Set<String> names = told(change);
        int position = 1;
        for (ChangeShape.Slot slot : new ChangeShape(Objects.requireNonNull(topic.type())).slots()) {
            if (slot.isCompound()) {
                event.put(position, compound(schema, slot, position, names, change, new Mark(changed, nulled)));
            } else if (names.contains(slot.field().name())) {
                Object value = value(change, slot.field());
                event.put(position, value);
                changed.add(position);
                if (value == null) {
                    nulled.add(position);
                }
            }
            position++;
        }
        boolean update = change.kind() == RowChange.Kind.UPDATE;
        event.put(
                ChangeHeader.NAME,
                ChangeHeader.of(
                        headerOf(schema),
                        change,
                        change.kind().name(),
                        commitNumber,
                        update ? nulled.texts() : List.of(),
                        update ? changed.texts() : List.of()));
        return schema.encode(event);
    }

    private static @Nullable GenericRecord compound(
            EventSchema schema, ChangeShape.Slot slot, int position, Set<String> names, RowChange change, Mark mark) {
        List<Schema> union = schema.avro().getFields().get(position).schema().getTypes();
        GenericRecord record = new GenericData.Record(union.get(union.size() - 1));
        boolean any = false;
        for (int part = 0; part < slot.parts().size(); part++) {
            SObjectField field = slot.parts().get(part);
            if (names.contains(field.name())) {
                Object value = value(change, field);
                record.put(part, value);
                any |= value != null;
                mark.changed().add(position, part);
                if (value == null) {
                    mark.nulled().add(position, part);
                }
            }
        }
        return any ? record : null;
    }

    /** The fields an event of this kind tells. */
    private static Set<String> told(RowChange change) {
        return switch (change.kind()) {
            case CREATE, UNDELETE -> change.after().values().keySet();
            case DELETE -> Set.of();
            case UPDATE -> {
                Set<String> told = new HashSet<>(change.changed());
                told.add("LastModifiedDate");
                if (change.before() != null
                        && !Objects.equals(
                                change.before().get("LastModifiedById"),
                                change.after().get("LastModifiedById"))) {
                    told.add("LastModifiedById");
                }
                yield told;
            }
        };
    }

    private static @Nullable Object value(RowChange change, SObjectField field) {
        return EventValues.ofStored(field, change.after().get(field.name()));
    }

    private static Schema headerOf(EventSchema schema) {
        return schema.avro().getField(ChangeHeader.NAME).schema();
    }

    private record Mark(Bits changed, Bits nulled) {}

    /** Which fields, as hexadecimal bitmaps. */
    static final class Bits {
        private BigInteger top = BigInteger.ZERO;
        private final List<Part> parts = new ArrayList<>();

        void add(int position) {
            top = top.setBit(position);
        }

        void add(int position, int part) {
            parts.add(new Part(position, part));
        }

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            if (top.signum() != 0) {
                texts.add(hex(top));
            }
            parts.stream().map(Part::position).distinct().forEach(position -> {
                BigInteger bits = parts.stream()
                        .filter(part -> part.position() == position)
                        .reduce(BigInteger.ZERO, (all, part) -> all.setBit(part.part()), BigInteger::or);
                texts.add(position + "-" + hex(bits));
            });
            return texts;
        }

        /** Whole bytes: some clients read two digits at a time. */
        private static String hex(BigInteger bits) {
            String digits = bits.toString(16).toUpperCase(Locale.ROOT);
            return "0x" + (digits.length() % 2 == 0 ? digits : "0" + digits);
        }

        private record Part(int position, int part) {}
    }
}
