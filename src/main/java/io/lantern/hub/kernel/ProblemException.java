package io.lantern.hub.kernel;

import java.util.List;

/** Carries a {@link Problem} to the rim. The only exception rooms throw on purpose. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String message) {
        this(new Problem(code, message, List.of()));
    }

    public ProblemException(ProblemCode code, String message, Throwable cause) {
        super(message, cause);
        this.problem = new Problem(code, message, List.of());
    }

    /** @return what to answer */
    public Problem problem() {
        return problem;
    }
}
