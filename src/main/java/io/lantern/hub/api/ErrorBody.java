package io.lantern.hub.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import java.util.List;
import java.util.Map;

/** The house error body. */
record ErrorBody(boolean success, Error error) {
    record Error(
            ProblemCode code,
            String message,
            String requestId,
            List<Problem.Detail> details,
            @JsonAnyGetter Map<String, Object> facts) {}

    static ErrorBody of(Problem problem, String requestId) {
        return new ErrorBody(
                false, new Error(problem.code(), problem.message(), requestId, problem.details(), problem.facts()));
    }
}
