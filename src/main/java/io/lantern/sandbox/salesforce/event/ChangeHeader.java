package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.RowChange;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The header of a change event: what happened to which record, by whom, in which transaction. */
final class ChangeHeader {
    static final String NAME = "ChangeEventHeader";

    private static final List<String> TYPES = List.of(
            "CREATE",
            "UPDATE",
            "DELETE",
            "UNDELETE",
            "SNAPSHOT",
            "GAP_CREATE",
            "GAP_UPDATE",
            "GAP_DELETE",
            "GAP_UNDELETE",
            "GAP_OVERFLOW");

    private ChangeHeader() {}

    static Schema schema() {
        Schema text = Schema.create(Schema.Type.STRING);
        Schema number = Schema.create(Schema.Type.LONG);
        Schema list = Schema.createArray(text);
        return Schema.createRecord(
                NAME,
                null,
                EventSchema.NAMESPACE,
                false,
                List.of(
                        EventSchema.required("entityName", text, ""),
                        EventSchema.required("recordIds", list, ""),
                        EventSchema.required(
                                "changeType", Schema.createEnum("ChangeType", null, EventSchema.NAMESPACE, TYPES), ""),
                        EventSchema.required("changeOrigin", text, ""),
                        EventSchema.required("transactionKey", text, ""),
                        EventSchema.required("sequenceNumber", Schema.create(Schema.Type.INT), ""),
                        EventSchema.required("commitTimestamp", number, ""),
                        EventSchema.required("commitNumber", number, ""),
                        EventSchema.required("commitUser", text, ""),
                        EventSchema.required("nulledFields", list, ""),
                        EventSchema.required("diffFields", list, ""),
                        EventSchema.required("changedFields", list, "")));
    }

    /**
     * @param kind one of the change types
     * @param commitNumber the same for all changes of a transaction, growing
     */
    static GenericRecord of(
            Schema schema,
            RowChange change,
            String kind,
            long commitNumber,
            List<String> nulled,
            List<String> changed) {
        GenericRecord header = new GenericData.Record(schema);
        header.put("entityName", change.after().type());
        header.put("recordIds", List.of(change.after().id()));
        header.put(
                "changeType",
                new GenericData.EnumSymbol(schema.getField("changeType").schema(), kind));
        header.put("changeOrigin", origin(change.actor()));
        header.put("transactionKey", change.transactionKey());
        header.put("sequenceNumber", change.sequence());
        header.put("commitTimestamp", change.committedAt().toEpochMilli());
        header.put("commitNumber", commitNumber);
        header.put("commitUser", change.actor().userId());
        header.put("nulledFields", nulled);
        header.put("diffFields", List.of());
        header.put("changedFields", changed);
        return header;
    }

    /** {@code com/salesforce/api/rest/60.0;client=Name}, as a real org writes it for changes by API. */
    private static String origin(Actor actor) {
        String origin = "com/salesforce/api/" + actor.api() + "/" + actor.apiVersion();
        return actor.client() == null ? origin : origin + ";client=" + actor.client();
    }
}
