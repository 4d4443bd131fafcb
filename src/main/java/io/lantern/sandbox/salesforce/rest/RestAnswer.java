package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer of the REST data API; a null body is an empty one. */
record RestAnswer(int status, @Nullable Object body, Map<String, String> headers) {
    /** Refusals that come without a list of fields. */
    private static final Set<String> WITHOUT_FIELDS = Set.of(
            "INVALID_FIELD",
            "INVALID_TYPE",
            "MALFORMED_QUERY",
            "MALFORMED_SEARCH",
            "INVALID_QUERY_LOCATOR",
            "JSON_PARSER_ERROR",
            "NOT_FOUND",
            "METHOD_NOT_ALLOWED",
            "INVALID_SESSION_ID",
            "INVALID_AUTH_HEADER",
            "REQUEST_LIMIT_EXCEEDED",
            "UNSUPPORTED_API_VERSION");

    static RestAnswer ok(Object body) {
        return new RestAnswer(200, body, Map.of());
    }

    static RestAnswer created(Object body, String location) {
        return new RestAnswer(201, body, Map.of("Location", location));
    }

    static RestAnswer empty(int status) {
        return new RestAnswer(status, null, Map.of());
    }

    /** @return the error array of a refusal */
    static RestAnswer of(OrgFault fault) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", fault.text());
        error.put("errorCode", fault.code());
        if (!WITHOUT_FIELDS.contains(fault.code())) {
            error.put("fields", fault.fields());
        }
        Object duplicates = fault.duplicateResult();
        if (duplicates != null) {
            error.put("duplicateResult", duplicates);
        }
        return new RestAnswer(fault.httpStatus(), List.of(error), Map.of());
    }

    /** @return a refusal as an element of a row's {@code errors} */
    static Map<String, Object> rowError(OrgFault fault) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("statusCode", fault.code());
        error.put("message", fault.text());
        error.put("fields", fault.fields());
        Object duplicates = fault.duplicateResult();
        if (duplicates != null) {
            error.put("duplicateResult", duplicates);
        }
        return error;
    }
}
