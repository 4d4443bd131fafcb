package io.lantern.hub.workflow;

import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.run.RunWork;
import io.lantern.hub.run.RunWork.Journal;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * One {@code step} of a workflow. Its result, the body it leaves, is committed and becomes the variable named like the
 * step; when the run goes on after a crash the stored result takes the place of the step. Outside of a run the step
 * just runs.
 */
final class JournaledStep extends AsyncProcessorSupport {
    /** Exchange property that holds the run's {@link RunWork.Ticket}. */
    static final String TICKET = "lantern.ticket";

    private final String name;
    private final Processor target;
    private final StepResults results;

    JournaledStep(String name, Processor target, StepResults results) {
        this.name = name;
        this.target = target;
        this.results = results;
    }

    // Done on the caller's thread: a worker of the run waits for the step in any case.
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RunWork.Ticket ticket = exchange.getProperty(TICKET, RunWork.Ticket.class);
        try {
            if (ticket == null) {
                target.process(exchange);
            } else {
                journal(exchange, ticket.journal());
            }
        } catch (Exception failure) {
            exchange.setException(failure);
        }
        callback.done(true);
        return true;
    }

    private void journal(Exchange exchange, Journal journal) throws Exception {
        String stored = journal.finished(name);
        if (stored != null) {
            exchange.getMessage().setBody(results.read(stored));
        } else {
            journal.started(name);
            target.process(exchange);
            Exception failure = exchange.getException();
            if (failure != null) {
                journal.failed(name, sentence(failure));
                return;
            }
            journal.finished(name, results.write(exchange.getMessage().getBody()));
        }
        exchange.setVariable(name, exchange.getMessage().getBody());
    }

    private static String sentence(Exception failure) {
        return WorkflowService.known(failure) instanceof ProblemException problem
                ? problem.problem().message()
                : "Unexpected " + failure.getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return "step " + name;
    }
}
