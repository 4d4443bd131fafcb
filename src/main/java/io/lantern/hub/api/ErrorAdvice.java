package io.lantern.hub.api;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The house error body for what Spring MVC and the servlet container answer by themselves. */
@RestControllerAdvice
@RestController
class ErrorAdvice implements ErrorController {
    private final ErrorMapper errors;
    private final ErrorAnswer answer;

    ErrorAdvice(ErrorMapper errors, ErrorAnswer answer) {
        this.errors = errors;
        this.answer = answer;
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        Problem problem = failure instanceof ErrorResponse known
                ? ofStatus(known.getStatusCode().value())
                : errors.problem(failure, Rim.requestId(request, null));
        answer.write(request, response, problem);
    }

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute("jakarta.servlet.error.status_code");
        answer.write(request, response, ofStatus(status instanceof Integer code ? code : 404));
    }

    /** What a bare status of Spring or Tomcat means to the caller. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 ->
                plain(ProblemCode.NOT_FOUND, "There is no such path. GET /v1/openapi.yaml lists what there is.");
            case 405 -> plain(ProblemCode.METHOD_NOT_ALLOWED, "This path does not take this method; see header Allow.");
            case 406 -> plain(ProblemCode.NOT_ACCEPTABLE, "The header Accept rules out what this path answers with.");
            case 413 -> plain(ProblemCode.PAYLOAD_TOO_LARGE, "The request is too large. Split it.");
            case 415 -> plain(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
            case 503 ->
                plain(
                        ProblemCode.UPSTREAM_UNAVAILABLE,
                        "The hub cannot answer now. Send the request again in a few seconds.");
            default ->
                (status >= 400 && status < 500) || status == 501 || status == 505
                        ? plain(
                                ProblemCode.BAD_REQUEST,
                                "The request line or its headers cannot be read. Check path, escapes and sizes.")
                        : plain(
                                ProblemCode.INTERNAL_ERROR,
                                "Something went wrong inside the hub. Give this request id to whoever runs it.");
        };
    }

    private static Problem plain(ProblemCode code, String message) {
        return new Problem(code, message, List.of());
    }
}
