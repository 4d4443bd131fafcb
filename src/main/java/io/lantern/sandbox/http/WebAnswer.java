package io.lantern.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer.
 *
 * @param headers beside Content-Type
 * @param body empty when it is streamed
 * @param drop whether the connection is cut: instead of answering, when the answer is whole (the reply is lost, the
 *     work is done); after what was written, when it is streamed
 * @param stream writes the body bit by bit; null when it is whole
 */
public record WebAnswer(
        int status,
        String contentType,
        Map<String, String> headers,
        byte[] body,
        boolean drop,
        @Nullable Stream stream) {
    public static final String JSON = "application/json;charset=UTF-8";

    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    public WebAnswer(int status, String contentType, Map<String, String> headers, byte[] body, boolean drop) {
        this(status, contentType, headers, body, drop, null);
    }

    /** Writes a body while the client reads it; flush what the client shall have at once. */
    @FunctionalInterface
    public interface Stream {
        void to(OutputStream client) throws IOException;
    }

    public static WebAnswer of(int status, String contentType, String text) {
        return new WebAnswer(status, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8), false);
    }

    public static WebAnswer empty(int status) {
        return new WebAnswer(status, "", Map.of(), new byte[0], false);
    }

    /** @return an answer whose body is written as it comes to be */
    public static WebAnswer streamed(int status, String contentType, Stream stream) {
        return new WebAnswer(status, contentType, Map.of(), new byte[0], false, stream);
    }

    /** @return the same with one more header */
    public WebAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebAnswer(status, contentType, more, body, drop, stream);
    }

    /** @return an answer that is never sent, or not to its end when it is streamed */
    public WebAnswer dropped() {
        return new WebAnswer(status, contentType, headers, body, true, stream);
    }
}
