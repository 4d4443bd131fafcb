package io.lantern.hub.run;

import io.lantern.hub.kernel.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that runs can do. Rooms register one as a Spring bean; {@code run} knows none by name.
 *
 * <p>{@link #execute} may be called again for the same run after a crash or a failure: it must ask the {@link
 * Journal} before each step and repeat none that finished.
 */
public interface RunWork {
    /** @return the {@link NewRun#kind()} this does */
    String kind();

    /**
     * Does the work, or goes on with it.
     *
     * @return what came out, as JSON; null when there is nothing to say
     * @throws Exception the run is retried with back-off when the failure may pass, else it becomes a dead letter
     */
    @Nullable
    Map<String, ?> execute(Ticket ticket) throws Exception;

    /**
     * One execution of one run.
     *
     * @param attempt from 1
     */
    record Ticket(
            TenantId tenant,
            String runId,
            String name,
            String requestId,
            int attempt,
            Map<String, Object> input,
            Journal journal) {}

    /** The finished steps of a run, durable. */
    interface Journal {
        /** @return the JSON a finished step left, or null when the step has not finished */
        @Nullable
        String finished(String step);

        /** Notes that a step begins (again). */
        void started(String step);

        /** Commits a step's outcome: from here on it is never repeated. @param json the step's result */
        void finished(String step, String json);

        /** Notes why a step failed. @param problem one sentence, no secrets */
        void failed(String step, String problem);
    }
}
