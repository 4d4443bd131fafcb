package io.lantern.hub.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Reads a request body as the contract wants it: UTF-8, one JSON value, no key twice, not too deep; strings are
 * trimmed, and members whose string is empty count as absent.
 */
@Component
class StrictJson {
    /** As many as a double has; whoever works with more, such as 1e999999999, works for ages. */
    private static final int MOST_DIGITS = 324;

    private final RimSettings settings;
    private final ObjectReader reader;

    StrictJson(RimSettings settings) {
        this.settings = settings;
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(settings.maxDepth())
                        .build())
                .build();
        this.reader = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .reader();
    }

    /** @throws ProblemException with {@code bad_request} when the body is empty or no such JSON */
    JsonNode read(byte[] body) {
        JsonNode node;
        try {
            node = reader.readTree(utf8(body));
        } catch (CharacterCodingException e) {
            throw bad("The body is not valid UTF-8. Send JSON encoded as UTF-8.");
        } catch (StreamConstraintsException e) {
            throw bad("The body is nested deeper than " + settings.maxDepth()
                    + " levels, or holds a number or text that is too long. Send flatter JSON.");
        } catch (JacksonException e) {
            throw bad(malformed(e));
        } catch (NumberFormatException e) {
            throw bad("The body holds a number of a size that nothing has. Send a smaller one.");
        }
        if (node.isMissingNode()) {
            throw bad("The body is empty. Send a JSON object.");
        }
        return tidy(node, "The body");
    }

    /** @return whether every database and every other program can keep the text: no NUL, no half of a pair */
    static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (unit == 0 || Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    private static String utf8(byte[] body) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        // Some clients of Windows put a byte order mark in front.
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String malformed(JacksonException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate field")) {
            return "The body has the " + message.substring("Duplicate ".length()) + " twice" + where
                    + ". Send each field once.";
        }
        return "The body is not valid JSON" + where + ". Check quotes, commas and brackets there.";
    }

    private static ProblemException bad(String message) {
        return new ProblemException(ProblemCode.BAD_REQUEST, message);
    }

    /** @param name of the field, for what is said of it */
    private static JsonNode tidy(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            tidyMembers(object);
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, tidy(array.get(i), name));
            }
        } else if (node instanceof TextNode text) {
            requireText(text.textValue(), name);
            return TextNode.valueOf(text.textValue().strip());
        } else if (node instanceof DecimalNode number
                && Math.abs(number.decimalValue().scale()) > MOST_DIGITS) {
            throw bad(name + " is a number of a size that nothing has. Send a smaller one.");
        }
        return node;
    }

    private static void requireText(String text, String name) {
        if (!isText(text)) {
            throw bad(name + " holds NUL or half of a surrogate pair, which is no text. Remove it.");
        }
    }

    private static void tidyMembers(ObjectNode object) {
        for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            requireText(member.getKey(), "The name of a field");
            JsonNode value = tidy(member.getValue(), member.getKey());
            if (value.isTextual() && value.textValue().isEmpty()) {
                members.remove();
            } else {
                member.setValue(value);
            }
        }
    }
}
