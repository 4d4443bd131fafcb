package io.lantern.hub.api;

import com.networknt.schema.JsonSchema;
import io.lantern.hub.access.LimitGroup;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, resolved: what the rim needs to know of it at request time.
 *
 * @param id {@code area.verb}; also the name of its route
 * @param method upper case
 * @param path template with the base path, such as {@code /v1/runs/{run_id}}
 * @param scope what a key needs
 * @param body schema of the JSON body; null when the operation takes none
 * @param produces media types of success, the preferred one first; empty when success has no body
 * @param form how an HTML form becomes the body; null when the operation takes none
 * @param forPages whether scripts of other origins may call it (CORS)
 * @param planned in the contract, but not built yet: answered with 501
 */
record Operation(
        String id,
        String method,
        String path,
        String scope,
        @Nullable JsonSchema body,
        List<Parameter> parameters,
        Set<String> produces,
        @Nullable FormShape form,
        boolean forPages,
        boolean planned) {

    /** @return which rate limit counts */
    LimitGroup group() {
        return LimitGroup.of(scope);
    }

    /**
     * A parameter in the path or the query.
     *
     * @param kind JSON type of the schema: {@code string, integer, number, boolean}
     * @param hint what a right value looks like, in words
     * @param fallback value when it is absent; null when there is none
     */
    record Parameter(
            String name,
            boolean inPath,
            boolean required,
            String kind,
            String hint,
            @Nullable String fallback,
            JsonSchema schema) {}
}
