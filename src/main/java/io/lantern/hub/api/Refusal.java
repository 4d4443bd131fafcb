package io.lantern.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Answers a request that went wrong before or beside the routes. */
@Component
class Refusal {
    private final ErrorMapper errors;
    private final ErrorAnswer answer;

    Refusal(ErrorMapper errors, ErrorAnswer answer) {
        this.errors = errors;
        this.answer = answer;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        answer.write(request, response, errors.problem(failure, Rim.requestId(request, null)));
        response.flushBuffer();
        Rim.hangUpIfGivenUp(request);
    }
}
