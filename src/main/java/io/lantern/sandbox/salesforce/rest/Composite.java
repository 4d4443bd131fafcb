package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.data.Scope;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Up to 25 calls in one; later ones may refer to what earlier ones answered (requests_composite). */
final class Composite {
    private static final int MAX = 25;
    private static final Set<String> FORBIDDEN = Set.of("accept", "authorization", "content-type");
    private static final String HALTED =
            "The transaction was rolled back since another operation in the same transaction failed.";

    private final Org org;
    private final RestApi api;

    Composite(Org org, RestApi api) {
        this.org = org;
        this.api = api;
    }

    RestAnswer composite(RestCall call) {
        JsonNode requests = call.body().path("compositeRequest");
        check(requests);
        boolean allOrNone = call.body().path("allOrNone").asBoolean(false);
        List<Map<String, @Nullable Object>> results;
        if (!allOrNone) {
            results = run(call, requests, call.scope(), false).results;
        } else {
            results = together(call, requests);
        }
        return RestAnswer.ok(Map.of("compositeResponse", results));
    }

    private List<Map<String, @Nullable Object>> together(RestCall call, JsonNode requests) {
        try {
            return org.store().inTransaction(call.scope().actor(), transaction -> {
                Run run = run(call, requests, Scope.within(org.store(), transaction), true);
                if (run.failed >= 0) {
                    throw new Undo(run);
                }
                return run.results;
            });
        } catch (Undo undo) {
            List<Map<String, @Nullable Object>> results = new ArrayList<>();
            for (int i = 0; i < requests.size(); i++) {
                boolean culprit = i == undo.run.failed;
                results.add(
                        culprit
                                ? undo.run.results.get(i)
                                : result(
                                        halted(HALTED),
                                        requests.get(i).path("referenceId").asText()));
            }
            return results;
        }
    }

    private Run run(RestCall call, JsonNode requests, Scope scope, boolean stopAtFailure) {
        Run run = new Run();
        References references = new References();
        for (JsonNode request : requests) {
            String name = request.path("referenceId").asText();
            RestAnswer answer = answer(call, request, scope, references);
            run.results.add(result(answer, name));
            references.put(name, answer);
            if (answer.status() >= 400 && run.failed < 0) {
                run.failed = run.results.size() - 1;
                if (stopAtFailure) {
                    break;
                }
            }
        }
        return run;
    }

    private RestAnswer answer(RestCall call, JsonNode request, Scope scope, References references) {
        try {
            String url = references.resolve(request.path("url").asText());
            JsonNode body = references.resolve(request.path("body"));
            String method = request.path("method").asText().toUpperCase(Locale.ROOT);
            Map<String, String> headers = new LinkedHashMap<>(call.headers());
            request.path("httpHeaders")
                    .fields()
                    .forEachRemaining(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return api.inner(call, method, url, body, headers, scope);
        } catch (OrgFault fault) {
            return RestAnswer.of(fault);
        }
    }

    private static void check(JsonNode requests) {
        if (!requests.isArray() || requests.isEmpty()) {
            throw Json.parserError("The request body must hold an array named compositeRequest.");
        }
        if (requests.size() > MAX) {
            throw new OrgFault(
                    "LIMIT_EXCEEDED", 400, "You can't have more than 25 subrequests in a composite call.", List.of());
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode request : requests) {
            String reference = request.path("referenceId").asText("");
            if (reference.isEmpty() || !seen.add(reference)) {
                throw new OrgFault(
                        "INVALID_INPUT",
                        400,
                        "Each subrequest needs a referenceId of its own: " + reference,
                        List.of());
            }
            request.path("httpHeaders").fieldNames().forEachRemaining(name -> {
                if (FORBIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
                    throw new OrgFault("INVALID_INPUT", 400, name + " is not allowed in a subrequest.", List.of());
                }
            });
        }
    }

    private static RestAnswer halted(String text) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("errorCode", "PROCESSING_HALTED");
        error.put("message", text);
        return new RestAnswer(400, List.of(error), Map.of());
    }

    private static Map<String, @Nullable Object> result(RestAnswer answer, String reference) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("body", answer.body());
        json.put("httpHeaders", answer.headers());
        json.put("httpStatusCode", answer.status());
        json.put("referenceId", reference);
        return json;
    }

    private static final class Run {
        private final List<Map<String, @Nullable Object>> results = new ArrayList<>();
        private int failed = -1;
    }

    private static final class Undo extends RuntimeException {
        private final transient Run run;

        Undo(Run run) {
            super("undo", null, false, false);
            this.run = run;
        }
    }
}
