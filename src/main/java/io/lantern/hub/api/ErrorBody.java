package io.lantern.hub.api;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import java.util.List;

/** The house error body. */
record ErrorBody(boolean success, Error error) {
    record Error(ProblemCode code, String message, String requestId, List<Problem.Detail> details) {}

    static ErrorBody of(Problem problem, String requestId) {
        return new ErrorBody(false, new Error(problem.code(), problem.message(), requestId, problem.details()));
    }
}
