package io.lantern.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * Lets pages call the operations that are for pages, after the Fetch standard. A browser asks first, without the key: it
 * is told what such a call may be. The call itself is answered to pages of the key's origins only.
 */
final class Cors {
    private Cors() {}

    /** @return whether this was a browser asking, and is answered */
    static boolean answerPreflight(
            HttpServletRequest request, HttpServletResponse response, Map<String, Operation> atPath) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String method = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        Operation operation = method == null ? null : atPath.get(method);
        if (!request.getMethod().equals("OPTIONS") || origin == null || operation == null || !operation.forPages()) {
            return false;
        }
        allow(request, response);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, method);
        response.setHeader(
                HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, Idempotency-Key, X-Lantern-Tag, X-Request-Id");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }

    /** To be called for a page that may read the answer. */
    static void allow(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin != null) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(
                    HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "X-Request-Id, Retry-After, X-RateLimit-Remaining");
        }
    }
}
