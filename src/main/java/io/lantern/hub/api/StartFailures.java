package io.lantern.hub.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the causes of a failed start. */
final class StartFailures {
    /** Deeper than any real chain, in case one is a circle. */
    private static final int DEEPEST = 50;

    private StartFailures() {}

    /** @return the failure and its causes, the outermost first */
    static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable cause = failure; cause != null && chain.size() < DEEPEST; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    static Throwable root(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.get(chain.size() - 1);
    }
}
