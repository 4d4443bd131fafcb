package io.lantern.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes a problem as the house error body, the same way for every door it may come out of. */
@Component
class ErrorAnswer {
    /** Long enough for the routes to start or a pool to drain. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ObjectMapper json;

    ErrorAnswer(ObjectMapper json) {
        this.json = json;
    }

    /** @return headers that belong to this problem, besides the request id */
    static Map<String, String> headers(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (problem.code() == ProblemCode.UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        if (problem.code() == ProblemCode.UPSTREAM_UNAVAILABLE) {
            headers.put("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (problem.facts().get("retry_after") instanceof Number seconds) {
            headers.put("Retry-After", seconds.toString());
        }
        return headers;
    }

    byte[] body(Problem problem, String requestId) {
        try {
            return json.writeValueAsBytes(ErrorBody.of(problem, requestId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of texts can always be written", e);
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String id = Rim.requestId(request, request.getHeader(Rim.REQUEST_ID_HEADER));
        response.resetBuffer();
        response.setStatus(problem.code().status());
        response.setHeader(Rim.REQUEST_ID_HEADER, id);
        headers(problem).forEach(response::setHeader);
        response.setContentType("application/json");
        byte[] body = body(problem, id);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
