package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Up to 25 calls in one that do not know of each other. */
final class CompositeBatch {
    private static final int MAX = 25;

    private final RestApi api;

    CompositeBatch(RestApi api) {
        this.api = api;
    }

    RestAnswer batch(RestCall call) {
        JsonNode requests = call.body().path("batchRequests");
        if (!requests.isArray() || requests.isEmpty()) {
            throw Json.parserError("The request body must hold an array named batchRequests.");
        }
        if (requests.size() > MAX) {
            throw new OrgFault("LIMIT_EXCEEDED", 400, "A batch takes up to 25 subrequests.", List.of());
        }
        boolean halt = call.body().path("haltOnError").asBoolean(false);
        boolean errors = false;
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        for (JsonNode request : requests) {
            RestAnswer answer = errors && halt ? halted() : answer(call, request);
            errors |= answer.status() >= 400;
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("statusCode", answer.status());
            result.put("result", answer.body());
            results.add(result);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("hasErrors", errors);
        body.put("results", results);
        return RestAnswer.ok(body);
    }

    private RestAnswer answer(RestCall call, JsonNode request) {
        String url = request.path("url").asText();
        String method = request.path("method").asText().toUpperCase(Locale.ROOT);
        String full = url.startsWith("/services/data/") ? url : "/services/data/" + url.replaceFirst("^/", "");
        try {
            return api.inner(call, method, full, request.path("richInput"), call.headers(), call.scope());
        } catch (OrgFault fault) {
            return RestAnswer.of(fault);
        }
    }

    private static RestAnswer halted() {
        return RestAnswer.of(new OrgFault(
                "BATCH_PROCESSING_HALTED", 412, "Batch processing halted per request, see parameters.", List.of()));
    }
}
