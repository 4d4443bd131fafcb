package io.lantern.hub.run;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of work that are registered. */
final class RunWorks {
    private final Map<String, RunWork> byKind;

    RunWorks(List<RunWork> works) {
        this.byKind = works.stream().collect(Collectors.toMap(RunWork::kind, Function.identity()));
    }

    /** @throws ProblemException {@code not_configured} when no room does this kind of work */
    RunWork of(String kind) {
        @Nullable RunWork work = byKind.get(kind);
        if (work == null) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "This hub has no work of kind '" + kind + "'; replay the run on one that has");
        }
        return work;
    }
}
