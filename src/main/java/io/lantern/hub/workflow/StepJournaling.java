package io.lantern.hub.workflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.springframework.stereotype.Component;

/** Puts a journal around every {@code step} of a route, so that a run that goes on repeats none that finished. */
@Component
class StepJournaling implements InterceptStrategy {
    private final StepResults results;

    StepJournaling(ObjectMapper json) {
        this.results = new StepResults(json);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return definition instanceof StepDefinition step
                ? new JournaledStep(StepNames.plain(step.getId()), target, results)
                : target;
    }
}
