package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * An Avro schema under its id. The id follows from the schema, so it changes when the definition does; it is written
 * into the schema as {@code uuid}, as Salesforce does.
 */
record EventSchema(String id, Schema avro) {
    static final String NAMESPACE = "com.sforce.eventbus";

    private static final String UUID = "uuid";

    static EventSchema of(String name, List<Schema.Field> fields) {
        Schema avro = Schema.createRecord(name, null, NAMESPACE, false, fields);
        String id = id(avro.toString());
        avro.addProp(UUID, id);
        return new EventSchema(id, avro);
    }

    /** @param json as {@link #json} gave it */
    static EventSchema parse(String json) {
        Schema avro = new Schema.Parser().parse(json);
        return new EventSchema(avro.getProp(UUID), avro);
    }

    String json() {
        return avro.toString();
    }

    byte[] encode(GenericRecord event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(avro).write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException when the bytes are no such record */
    GenericRecord decode(byte[] payload) throws IOException {
        return new GenericDatumReader<GenericRecord>(avro)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
    }

    static Schema.Field required(String name, Schema type, String doc) {
        return new Schema.Field(name, type, doc, null);
    }

    static Schema.Field optional(String name, Schema type, String doc) {
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), type);
        return new Schema.Field(name, union, doc, JsonProperties.NULL_VALUE);
    }

    static Schema.Field optional(SObjectField field) {
        return optional(field.name(), type(field), doc(field));
    }

    private static Schema type(SObjectField field) {
        return Schema.create(
                switch (field.type()) {
                    case "boolean" -> Schema.Type.BOOLEAN;
                    case "int" -> Schema.Type.INT;
                    case "double", "currency", "percent" -> Schema.Type.DOUBLE;
                    case "date", "datetime" -> Schema.Type.LONG;
                    default -> Schema.Type.STRING;
                });
    }

    private static String doc(SObjectField field) {
        String kind = switch (field.type()) {
            case "boolean" -> "Boolean";
            case "int" -> "Integer";
            case "double", "percent" -> "Double";
            case "currency" -> "Currency";
            case "date" -> "DateOnly";
            case "datetime" -> "DateTime";
            case "reference" -> "EntityId";
            default -> "Text";
        };
        return "Data:" + kind;
    }

    private static String id(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
