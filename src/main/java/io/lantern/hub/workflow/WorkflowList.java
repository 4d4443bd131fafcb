package io.lantern.hub.workflow;

import io.lantern.hub.run.Runs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /v1/workflows}.
 *
 * @param workflows one page, by id
 * @param total on all pages
 * @param page from 1
 */
record WorkflowList(List<Workflow> workflows, long total, int page, int perPage) {

    /**
     * One workflow.
     *
     * @param workflowId the route's id without {@code workflow.}
     * @param steps ids, in the order of the file
     * @param lastRuns the newest first, at most five
     * @param refused why the file that lies there now is not used, with its line; null when all is well
     */
    record Workflow(
            String workflowId,
            String description,
            List<String> steps,
            List<Runs.LastRun> lastRuns,
            @Nullable String refused) {}
}
