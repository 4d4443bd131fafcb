package io.lantern.hub.api;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the headers of the contract that are the caller's to choose. */
final class SentHeaders {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String TAG = "X-Lantern-Tag";

    private static final int MOST_TAGS = 5;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final Pattern TAGGED = Pattern.compile("([A-Za-z0-9_.-]{1,64})=([\\x20-\\x7E]{1,128})");

    private SentHeaders() {}

    /** @return null when there is none, or the method is one that may be repeated anyway */
    static @Nullable String idempotencyKey(HttpServletRequest request) {
        String key = request.getHeader(IDEMPOTENCY_KEY);
        if (key == null || key.isBlank() || !request.getMethod().equals("POST")) {
            return null;
        }
        if (!VISIBLE.matcher(key.strip()).matches()) {
            throw bad(IDEMPOTENCY_KEY, "must be 1 to 255 visible ASCII characters without spaces, such as a UUID");
        }
        return key.strip();
    }

    /** @return key to value; empty when there is none */
    static Map<String, String> tags(HttpServletRequest request) {
        if (request.getHeader(TAG) == null) {
            return Map.of();
        }
        List<String> sent = Collections.list(request.getHeaders(TAG));
        Map<String, String> tags = new LinkedHashMap<>();
        for (String text : sent) {
            Matcher tag = TAGGED.matcher(text.strip());
            if (!tag.matches() || tags.putIfAbsent(tag.group(1), tag.group(2).strip()) != null) {
                throw bad(
                        TAG,
                        "must be key=value, each key once: up to 64 letters, digits or _.- before the equals sign, up"
                                + " to 128 visible characters after it");
            }
        }
        if (tags.size() > MOST_TAGS) {
            throw bad(TAG, "may be sent at most " + MOST_TAGS + " times");
        }
        return tags;
    }

    private static ProblemException bad(String header, String what) {
        return new ProblemException(new Problem(
                ProblemCode.BAD_REQUEST,
                "The header " + header + " " + what + ".",
                List.of(new Problem.Detail(header, what))));
    }
}
