package io.lantern.hub.run;

import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * Asked before the work. The credits are set aside until the run ends, however long that takes.
     *
     * @return what the run may cost, for work made by {@code ChargedWork.ofRun}; empty when it costs nothing
     */
    default Optional<Quote> quote(Ticket ticket) {
        return Optional.empty();
    }

    /**
     * Does the work, or goes on with it.
     *
     * @throws Exception the run is retried with back-off when the failure may pass, else it becomes a dead letter
     */
    Outcome execute(Ticket ticket) throws Exception;

    /**
     * What came out of the work.
     *
     * @param output JSON; null when there is nothing to say
     * @param uses what it costs, charged in the transaction that ends the run
     */
    record Outcome(@Nullable Map<String, ?> output, List<Use> uses) {
        /** @return the outcome of work that costs nothing */
        public static Outcome of(@Nullable Map<String, ?> output) {
            return new Outcome(output, List.of());
        }
    }

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

        /** Notes how far a run is that works on many records; told late, a smaller number changes nothing. */
        void progress(int done, int total);

        /** Notes why a step failed. @param problem one sentence, no secrets */
        void failed(String step, String problem);
    }
}
