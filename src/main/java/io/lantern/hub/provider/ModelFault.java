package io.lantern.hub.provider;

import dev.langchain4j.exception.HttpException;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a model did not answer. Holds nothing of what was asked or answered: servers repeat prompts in their errors, and
 * stack traces reach logs.
 */
final class ModelFault extends HttpException {
    private static final int OUR_STATUS = 599;

    private final Kind kind;
    private final String code;
    private final @Nullable Duration retryAfter;

    /** What went wrong. */
    enum Kind {
        TIMEOUT,
        UNREACHABLE,
        BROKEN_OFF,
        BUSY,
        KEY,
        MODEL,
        REFUSED,
        TOO_LARGE,
        UNREADABLE,
        INTERRUPTED
    }

    ModelFault(Kind kind) {
        this(kind, OUR_STATUS, "", null);
    }

    private ModelFault(Kind kind, int status, String code, @Nullable Duration retryAfter) {
        super(status, kind + " " + status + " " + code);
        this.kind = kind;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * @param code the server's own word for it, such as {@code context_length_exceeded}; empty without
     * @param retryAfter as the server said; null when it did not
     */
    static ModelFault of(int status, String code, @Nullable Duration retryAfter) {
        Kind kind = switch (status) {
            case 401, 403 -> Kind.KEY;
            case 404 -> Kind.MODEL;
            case 408, 425, 429 -> code.equals("insufficient_quota") ? Kind.REFUSED : Kind.BUSY;
            default -> status >= 500 ? Kind.BUSY : Kind.REFUSED;
        };
        return new ModelFault(kind, status, code, retryAfter);
    }

    /** @return whether the same question may be answered a moment later */
    boolean mayPass() {
        return kind == Kind.BUSY || kind == Kind.UNREACHABLE || kind == Kind.BROKEN_OFF;
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** @return the fault in words for the people who run the hub, and its code for those who call it */
    ProblemException problem(ModelSettings model) {
        String name = "Model `" + model.name() + "` ";
        String said =
                statusCode() == OUR_STATUS ? "" : " (HTTP " + statusCode() + (code.isEmpty() ? ")" : ", " + code + ")");
        return switch (kind) {
            case TIMEOUT -> problem(ProblemCode.UPSTREAM_TIMEOUT, name + "did not answer in time.");
            case UNREACHABLE ->
                problem(
                        ProblemCode.UPSTREAM_UNAVAILABLE,
                        name + "cannot be reached; see base-url of it in lantern.models.");
            case BROKEN_OFF ->
                problem(ProblemCode.UPSTREAM_UNAVAILABLE, name + "broke off in the middle of its answer.");
            case BUSY -> problem(ProblemCode.UPSTREAM_UNAVAILABLE, name + "takes no question now" + said + ".");
            case INTERRUPTED ->
                problem(ProblemCode.UPSTREAM_UNAVAILABLE, name + "was not waited for: the work was stopped.");
            case KEY ->
                problem(
                        ProblemCode.UPSTREAM_ERROR,
                        name + "refused its key" + said + "; set api-key of it in lantern.models.");
            case MODEL ->
                problem(
                        ProblemCode.UPSTREAM_ERROR,
                        name + "is not known where it should be" + said
                                + "; correct model or base-url of it in lantern.models.");
            case REFUSED -> problem(ProblemCode.UPSTREAM_ERROR, name + "refused the question" + said + ".");
            case TOO_LARGE -> problem(ProblemCode.UPSTREAM_ERROR, name + "sent an answer of an impossible size.");
            case UNREADABLE ->
                problem(
                        ProblemCode.UPSTREAM_ERROR,
                        name + "answered with something that is not of its protocol; see kind and base-url of it in"
                                + " lantern.models.");
        };
    }

    private ProblemException problem(ProblemCode code, String sentence) {
        Map<String, Object> facts =
                retryAfter == null ? Map.of() : Map.of("retry_after", Math.max(1, retryAfter.toSeconds()));
        return new ProblemException(new Problem(code, sentence, List.of(), facts));
    }
}
