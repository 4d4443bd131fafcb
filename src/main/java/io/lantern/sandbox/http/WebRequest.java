package io.lantern.sandbox.http;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, read whole.
 *
 * @param method in upper case
 * @param path undecoded, without the query
 * @param parameters of the query, decoded; the last of a name counts
 * @param body inflated when it came compressed
 * @param base URL under which the client reached this server, without a slash at the end
 */
public record WebRequest(
        String method, String path, Map<String, String> parameters, Headers headers, byte[] body, String base) {

    /** @return the first header of that name, in any case; null when there is none */
    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /** @return the path cut at its slashes and only then decoded, so that a value may hold an encoded slash */
    public List<String> segments() {
        return cut(path);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @return a form's fields, joined with those of the query */
    public Map<String, String> form() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        String type = header("Content-Type");
        if (type == null || type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            all.putAll(pairs(text()));
        }
        return all;
    }

    /** @return {@code a=b&c=d} as a map */
    public static Map<String, String> pairs(@Nullable String query) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (query == null || query.isBlank()) {
            return pairs;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            pairs.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return pairs;
    }

    /** @return the decoded parts of a path; empty parts are left out */
    public static List<String> cut(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> decode(part.replace("+", "%2B")))
                .toList();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
