package io.lantern.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as bytes (a JSON object of what is not blank) and rows from parts. */
final class RowCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private RowCodec() {}

    /** A row with every field of its type, in the definition's order, compound addresses filled from their parts. */
    static Row row(SObjectType type, String id, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (SObjectField field : type.fields()) {
            if (field.isCompound()) {
                all.put(field.name(), address(field.name(), values));
            } else if (!field.name().equals("Id")) {
                all.put(field.name(), values.get(field.name()));
            }
        }
        return new Row(type.name(), id, all);
    }

    static byte[] encode(SObjectType type, Row row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (SObjectField field : type.fields()) {
                Object value = field.isCompound() || field.name().equals("Id") ? null : row.get(field.name());
                if (value != null) {
                    write(json, field.name(), value);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Fields that the definition no longer has are left out. */
    static Row decode(SObjectType type, String id, byte[] bytes) {
        Map<String, @Nullable Object> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                values.put(name, scalar(json, json.nextToken()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The stored record " + id + " cannot be read", e);
        }
        return row(type, id, values);
    }

    private static Object scalar(JsonParser json, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_TRUE:
                return Boolean.TRUE;
            case VALUE_FALSE:
                return Boolean.FALSE;
            case VALUE_NUMBER_INT:
                return json.getLongValue();
            case VALUE_NUMBER_FLOAT:
                return json.getDecimalValue();
            default:
                return json.getText();
        }
    }

    private static void write(JsonGenerator json, String name, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBooleanField(name, truth);
        } else if (value instanceof Long number) {
            json.writeNumberField(name, number);
        } else if (value instanceof BigDecimal number) {
            json.writeFieldName(name);
            json.writeNumber(number.toPlainString());
        } else {
            json.writeStringField(name, value.toString());
        }
    }

    private static @Nullable Map<String, @Nullable Object> address(
            String compound, Map<String, @Nullable Object> values) {
        String prefix = compound.substring(0, compound.length() - "Address".length());
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("city", values.get(prefix + "City"));
        parts.put("country", values.get(prefix + "Country"));
        parts.put("geocodeAccuracy", values.get(prefix + "GeocodeAccuracy"));
        parts.put("latitude", values.get(prefix + "Latitude"));
        parts.put("longitude", values.get(prefix + "Longitude"));
        parts.put("postalCode", values.get(prefix + "PostalCode"));
        parts.put("state", values.get(prefix + "State"));
        parts.put("street", values.get(prefix + "Street"));
        return parts.values().stream().allMatch(v -> v == null) ? null : parts;
    }
}
