package io.lantern.hub.workflow;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.run.Runs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StepDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What workflows there are; bean {@code workflowCatalogue}. */
@Service("workflowCatalogue")
class WorkflowCatalogue {
    private static final int LAST_RUNS = 5;
    private static final int PER_PAGE = 20;

    private final ModelCamelContext camel;
    private final WorkflowFiles files;
    private final Runs runs;

    WorkflowCatalogue(CamelContext camel, WorkflowFiles files, Runs runs) {
        this.camel = (ModelCamelContext) camel;
        this.files = files;
        this.runs = runs;
    }

    /** Operation {@code workflow.list}. @param page from 1, null for 1; @param perPage 1 to 100, null for 20 */
    public WorkflowList list(@Nullable Integer page, @Nullable Integer perPage, Caller caller) {
        int number = page == null ? 1 : page;
        int size = perPage == null ? PER_PAGE : perPage;
        Map<String, String> refused = files.refused();
        TreeSet<String> all = camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith(WorkflowService.ROUTES))
                .filter(id -> !id.startsWith(WorkflowFiles.TRIAL))
                // Operations have routes of the same area; workflows are those that a file of theirs defines.
                .filter(id -> files.isWorkflow(camel.getRouteDefinition(id)))
                .map(id -> id.substring(WorkflowService.ROUTES.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        all.addAll(refused.keySet());
        List<String> ids = all.stream().skip((number - 1L) * size).limit(size).toList();
        Map<String, List<Runs.LastRun>> last = runs.last(caller.tenant(), WorkflowService.KIND, ids, LAST_RUNS);
        return new WorkflowList(
                ids.stream()
                        .map(id -> workflow(id, last.getOrDefault(id, List.of()), refused.get(id)))
                        .toList(),
                all.size(),
                number,
                size);
    }

    private WorkflowList.Workflow workflow(String id, List<Runs.LastRun> last, @Nullable String refused) {
        Optional<RouteDefinition> route = Optional.ofNullable(camel.getRouteDefinition(WorkflowService.ROUTES + id));
        return new WorkflowList.Workflow(
                id,
                route.map(RouteDefinition::getDescriptionText).orElse(""),
                route.map(WorkflowCatalogue::steps).orElse(List.of()),
                last,
                refused);
    }

    private static List<String> steps(RouteDefinition route) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), StepDefinition.class).stream()
                .map(step -> StepNames.plain(step.getId()))
                .toList();
    }
}
