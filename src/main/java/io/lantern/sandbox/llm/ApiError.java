package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.WebAnswer;
import org.jspecify.annotations.Nullable;

/** An error as OpenAI's API answers it. */
final class ApiError extends RuntimeException {
    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;
    private final @Nullable String retryAfter;

    private ApiError(int status, String type, @Nullable String param, @Nullable String code, String message) {
        this(status, type, param, code, message, null);
    }

    private ApiError(
            int status,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            @Nullable String retryAfter) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static ApiError badRequest(String param, String message) {
        return new ApiError(400, "invalid_request_error", param, null, message);
    }

    static ApiError wrongKey() {
        return new ApiError(401, "invalid_request_error", null, "invalid_api_key", "Incorrect or no API key provided.");
    }

    static ApiError unknownModel(String model) {
        String message = "The model `%s` does not exist or you do not have access to it.".formatted(model);
        return new ApiError(404, "invalid_request_error", null, "model_not_found", message);
    }

    static ApiError unknownPath(String method, String path) {
        return new ApiError(404, "invalid_request_error", null, null, "Invalid URL (%s %s)".formatted(method, path));
    }

    static ApiError wrongMethod(String method) {
        return new ApiError(405, "invalid_request_error", null, "method_not_supported", method + " is not allowed.");
    }

    static ApiError rateLimit(String retryAfter) {
        return new ApiError(
                429, "requests", null, "rate_limit_exceeded", "Rate limit reached. Please try again.", retryAfter);
    }

    static ApiError server(int status) {
        return new ApiError(status, "server_error", null, null, "The server had an error processing your request.");
    }

    WebAnswer answer() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", getMessage())
                .put("type", type)
                .put("param", param)
                .put("code", code);
        WebAnswer answer = WebAnswer.of(status, WebAnswer.JSON, body.toString());
        return retryAfter == null ? answer : answer.with("Retry-After", retryAfter);
    }
}
