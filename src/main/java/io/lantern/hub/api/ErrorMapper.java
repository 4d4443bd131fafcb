package io.lantern.hub.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.google.common.base.Throwables;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.component.bean.ParameterBindingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Turns whatever went wrong into a {@link Problem}. Used by Camel's policy, Spring's advice and the servlet filters,
 * so that a fault reads the same wherever it surfaces.
 */
@Component
class ErrorMapper {
    private static final Logger log = LoggerFactory.getLogger(ErrorMapper.class);

    /** SQL state classes: connection, insufficient resources such as a full disk, operator intervention, system. */
    private static final Set<String> DATABASE_DOWN = Set.of("08", "53", "57", "58");

    /** H2's own: file not writable or corrupt, closed after a failed write, out of memory. */
    private static final Set<Integer> H2_DOWN = Set.of(90028, 90030, 90031, 90067, 90098, 90108, 90121);

    Problem problem(Throwable failure, String requestId) {
        for (Throwable cause : Throwables.getCausalChain(failure)) {
            if (cause instanceof ProblemException known) {
                logServerFault(known.problem(), failure, requestId);
                return known.problem();
            }
            if (cause instanceof ParameterBindingException) {
                return badValue(cause, requestId);
            }
            if (cause instanceof SQLException sql && isDown(sql)) {
                log.error("Request {}: the database does not take writes: {}", requestId, sql.getMessage());
                return plain(
                        ProblemCode.UPSTREAM_UNAVAILABLE,
                        "The hub's database cannot be used at the moment, so nothing of this request was kept. Check"
                                + " its disk space and connection, then send the request again.");
            }
            if (cause instanceof RejectedExecutionException) {
                log.warn("Request {}: refused, all threads are busy and the queue is full", requestId);
                return plain(
                        ProblemCode.UPSTREAM_UNAVAILABLE,
                        "The hub has more work than it can take now. Send the request again in a few seconds.");
            }
        }
        log.error("Request {} failed", requestId, failure);
        return plain(
                ProblemCode.INTERNAL_ERROR,
                "Something went wrong inside the hub. Give this request id to whoever runs it; the log says more.");
    }

    private static void logServerFault(Problem problem, Throwable failure, String requestId) {
        if (problem.code() == ProblemCode.INTERNAL_ERROR) {
            log.error("Request {} failed", requestId, failure);
        } else if (problem.code().status() >= 500 && problem.code() != ProblemCode.NOT_IMPLEMENTED) {
            log.warn("Request {}: {} {}", requestId, problem.code().wireName(), problem.message());
        }
    }

    /** The schema let a value through that the request record does not take, such as an id with a wrong checksum. */
    private static Problem badValue(Throwable binding, String requestId) {
        for (Throwable cause : Throwables.getCausalChain(binding)) {
            if (cause instanceof JsonMappingException json) {
                String field = path(json);
                Throwable root = Throwables.getRootCause(json);
                String why = root instanceof IllegalArgumentException && root.getMessage() != null
                        ? root.getMessage()
                        : "is not a value this field takes";
                return new Problem(
                        ProblemCode.BAD_REQUEST, field + ": " + why + ".", List.of(new Problem.Detail(field, why)));
            }
        }
        log.error("Request {} does not fit the route's bean", requestId, binding);
        return plain(ProblemCode.BAD_REQUEST, "A parameter has a value it cannot take. Compare it with the contract.");
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "The body" : path.toString();
    }

    private static boolean isDown(SQLException failure) {
        String state = failure.getSQLState();
        return H2_DOWN.contains(failure.getErrorCode())
                || Throwables.getRootCause(failure) instanceof IOException
                || (state != null && state.length() == 5 && DATABASE_DOWN.contains(state.substring(0, 2)));
    }

    private static Problem plain(ProblemCode code, String message) {
        return new Problem(code, message, List.of());
    }
}
