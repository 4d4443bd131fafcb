package io.lantern.hub.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.run.NewRun;
import io.lantern.hub.workflow.WorkflowIntake;
import io.lantern.hub.workflow.WorkflowRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes runs of a message. */
@Component
class RecordReader {
    private final WorkflowIntake workflows;
    private final ObjectMapper json;
    private final TenantId tenant;

    RecordReader(WorkflowIntake workflows, ObjectMapper json, KafkaSettings settings) {
        this.workflows = workflows;
        this.json = json;
        this.tenant = new TenantId(settings.tenant());
    }

    /** @throws ProblemException when the message is at fault: {@code bad_request} or {@code not_found} */
    List<NewRun> read(RecordMessage message) {
        Caller caller = new Caller(tenant, "kafka", Set.of("workflows"), message.requestId());
        JsonNode body = parse(message.body());
        String source = message.header(RecordMessage.SOURCE);
        List<NewRun> runs = source == null
                ? workflows.runs(workflow(message, body), request(body), caller)
                : workflows.runs(workflow(message, null), source, body, caller);
        List<NewRun> keyed = new ArrayList<>();
        for (NewRun run : runs) {
            keyed.add(run.dedupedBy(message.key() + "#" + keyed.size()));
        }
        return keyed;
    }

    private JsonNode parse(byte[] body) {
        try {
            JsonNode parsed = json.readTree(body);
            if (parsed == null || parsed.isMissingNode()) {
                throw new ProblemException(ProblemCode.BAD_REQUEST, "The message is empty.");
            }
            return parsed;
        } catch (IOException e) {
            // The parser's own words quote the message.
            throw new ProblemException(ProblemCode.BAD_REQUEST, "The message is not JSON.");
        }
    }

    private WorkflowRequest request(JsonNode body) {
        if (!(body instanceof ObjectNode object) || !object.has("record_data")) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "The message has no record_data; a source's own message needs the header " + RecordMessage.SOURCE
                            + ".");
        }
        try {
            ObjectNode request = object.deepCopy();
            request.remove("workflow_id");
            return json.treeToValue(request, WorkflowRequest.class);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "The message is not like the body of POST /v1/workflows/{workflow_id}/trigger.");
        }
    }

    private static String workflow(RecordMessage message, @Nullable JsonNode body) {
        String named = message.header(RecordMessage.WORKFLOW);
        String workflow =
                named == null && body != null ? body.path("workflow_id").asText("") : named;
        if (workflow == null || workflow.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "The message names no workflow: neither by the header %s nor by workflow_id."
                            .formatted(RecordMessage.WORKFLOW));
        }
        return workflow;
    }
}
