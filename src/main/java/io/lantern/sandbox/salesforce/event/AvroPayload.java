package io.lantern.sandbox.salesforce.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Between the log's JSON and the wire's plain Avro binary. */
final class AvroPayload {
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");

    private AvroPayload() {}

    static ByteString encode(JsonNode payload, Schema schema) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record(payload, schema), encoder);
            encoder.flush();
            return ByteString.copyFrom(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException when the bytes are not of this schema */
    static GenericRecord decode(ByteString payload, Schema schema) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(payload.toByteArray(), null));
    }

    private static GenericRecord record(JsonNode json, Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(json.get(field.name()), field.schema()));
        }
        return record;
    }

    private static @Nullable Object value(@Nullable JsonNode json, Schema schema) {
        if (json == null || json.isNull()) {
            return null;
        }
        return switch (schema.getType()) {
            case UNION -> value(json, schema.getTypes().get(1));
            case RECORD -> record(json, schema);
            case ENUM -> new GenericData.EnumSymbol(schema, json.asText());
            case ARRAY -> array(json, schema);
            case BOOLEAN -> json.asBoolean();
            case INT -> json.asInt();
            case LONG -> json.isNumber() ? json.asLong() : time(json.asText());
            case DOUBLE -> json.asDouble();
            default -> json.asText();
        };
    }

    private static List<Object> array(JsonNode json, Schema schema) {
        List<Object> items = new ArrayList<>();
        json.forEach(item -> items.add(String.valueOf(value(item, schema.getElementType()))));
        return items;
    }

    /** Dates and datetimes travel as epoch milliseconds. */
    private static long time(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
                : instant(text).toEpochMilli();
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text, DATETIME).toInstant();
    }
}
