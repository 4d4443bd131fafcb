package io.lantern.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param headers beside Content-Type
 * @param drop whether the connection is cut instead of answering: the reply is lost, the work is done
 */
public record WebAnswer(int status, String contentType, Map<String, String> headers, byte[] body, boolean drop) {
    public static final String JSON = "application/json;charset=UTF-8";

    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    public static WebAnswer of(int status, String contentType, String text) {
        return new WebAnswer(status, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8), false);
    }

    public static WebAnswer empty(int status) {
        return new WebAnswer(status, "", Map.of(), new byte[0], false);
    }

    /** @return the same with one more header */
    public WebAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebAnswer(status, contentType, more, body, drop);
    }

    /** @return an answer that is never sent */
    public WebAnswer dropped() {
        return new WebAnswer(status, contentType, headers, body, true);
    }
}
