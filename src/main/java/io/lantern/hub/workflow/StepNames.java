package io.lantern.hub.workflow;

import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StepDefinition;
import org.springframework.stereotype.Component;

/**
 * Lets several workflows have a step of the same name, such as {@code land}: Camel wants ids to be unique among all
 * routes, so a step's id gets its route's before it.
 */
@Component
class StepNames extends ModelLifecycleStrategySupport {
    private static final char SEPARATOR = '/';

    StepNames(CamelContext camel) {
        ((ModelCamelContext) camel).addModelLifecycleStrategy(this);
    }

    /** @return the name as it stands in the file */
    static String plain(String id) {
        return id.substring(id.lastIndexOf(SEPARATOR) + 1);
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        for (StepDefinition step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), StepDefinition.class)) {
            if (step.hasCustomIdAssigned()) {
                step.setId(route.getRouteId() + SEPARATOR + plain(step.getId()));
            }
        }
    }
}
