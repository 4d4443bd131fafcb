package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the REST API reads and writes it. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /** @return the tree; a missing node when there is no text. A fault JSON_PARSER_ERROR when it is no JSON */
    static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at [line:%d, column:%d]"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw parserError(e.getOriginalMessage() + where);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the fields of a JSON object as the store takes them */
    static Map<String, @Nullable Object> values(JsonNode object) {
        if (!object.isObject()) {
            throw parserError("The HTTP entity body is required, but this request has no entity body.");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("attributes")) {
                values.put(field.getKey(), value(field.getValue()));
            }
        });
        return values;
    }

    static @Nullable Object value(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            return values(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isBigDecimal() || node.isFloatingPointNumber()) {
            return node.decimalValue();
        }
        return node.canConvertToLong() && node.isNumber() ? node.longValue() : node.asText();
    }

    static OrgFault parserError(String text) {
        return new OrgFault("JSON_PARSER_ERROR", 400, text, List.of());
    }
}
