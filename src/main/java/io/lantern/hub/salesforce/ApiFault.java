package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.List;

/**
 * A call to Salesforce that was answered with a refusal, or not answered.
 *
 * <p>Its {@link Cause} says what to do, by the table in {@code docs/reference/salesforce-errors.md}.
 */
final class ApiFault extends RuntimeException {
    private final Cause cause;
    private final String code;

    /** What is to be done about it. */
    enum Cause {
        /** 401, INVALID_SESSION_ID: log in once and repeat once. */
        SESSION,
        /** Row locks, 5xx, time-outs of the query: repeat with back-off. The call had no effect. */
        PASSING,
        /** The daily calls are used up: leave the org alone for a while. */
        LIMIT,
        /** No answer came: whether the call had its effect is not known. */
        UNKNOWN_OUTCOME,
        /** Repeating will not help. */
        FINAL
    }

    ApiFault(Cause cause, String code, String message) {
        super(message);
        this.cause = cause;
        this.code = code;
    }

    Cause kind() {
        return cause;
    }

    String code() {
        return code;
    }

    String text() {
        String message = getMessage();
        return message == null ? code : message;
    }

    /**
     * Reads Salesforce's answer.
     *
     * @param code its errorCode, or blank when the body held none
     */
    static ApiFault of(int status, String code, String message) {
        return new ApiFault(kind(status, code, message), code.isBlank() ? "HTTP_" + status : code, message);
    }

    private static Cause kind(int status, String code, String message) {
        return switch (code) {
            case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER" -> Cause.SESSION;
            case "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "UNKNOWN_EXCEPTION" -> Cause.PASSING;
            case "REQUEST_LIMIT_EXCEEDED" -> message.startsWith("Concurrent") ? Cause.PASSING : Cause.LIMIT;
            default -> status == 401 ? Cause.SESSION : status >= 500 ? Cause.PASSING : Cause.FINAL;
        };
    }

    /** What the rim or a run is told when nothing more can be done here. */
    ProblemException problem(String org) {
        ProblemCode problem = switch (cause) {
            case PASSING, LIMIT -> ProblemCode.UPSTREAM_UNAVAILABLE;
            case UNKNOWN_OUTCOME -> ProblemCode.UPSTREAM_TIMEOUT;
            case SESSION -> ProblemCode.NOT_CONFIGURED;
            case FINAL -> ProblemCode.UPSTREAM_ERROR;
        };
        String sentence = switch (cause) {
            case PASSING -> "The Salesforce org '%s' is not available at the moment; try again later.";
            case LIMIT -> "The Salesforce org '%s' has used up its API calls; they return within 24 hours.";
            case UNKNOWN_OUTCOME -> "The Salesforce org '%s' did not answer in time.";
            case SESSION -> "The Salesforce org '%s' refuses the login; check its credentials in lantern.orgs.";
            case FINAL -> "The Salesforce org '%s' refused the request.";
        };
        return new ProblemException(
                new Problem(problem, sentence.formatted(org), List.of(new Problem.Detail(null, code + ": " + text()))));
    }
}
