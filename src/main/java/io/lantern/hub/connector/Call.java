package io.lantern.hub.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it leaves.
 *
 * @param uri encoded
 * @param headers beside Content-Type
 * @param contentType null without a body
 * @param body null when there is none
 */
public record Call(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String contentType,
        byte @Nullable [] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), null, null);
    }

    /** @param body anything that can be written as JSON */
    public static Call json(String method, URI uri, Object body) {
        return new Call(method, uri, Map.of(), "application/json", bytes(body));
    }

    /** @return the same with one more header */
    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, uri, more, contentType, body);
    }

    /** @return a value as JSON in UTF-8 */
    public static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Call[" + method + " " + uri.getHost() + "]";
    }
}
