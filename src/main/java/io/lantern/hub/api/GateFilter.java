package io.lantern.hub.api;

import io.lantern.hub.access.Access;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request of the contract through when its key, limit, path, method, scope, media types, size and content are
 * right. What is under {@code /v1/} and not in the contract never gets past here, however it is spelt.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class GateFilter extends OncePerRequestFilter {

    /** For everyone, yet counted. */
    private static final Set<String> CONTRACT = Set.of("/v1/openapi.yaml", "/v1/openapi.json");

    private final ContractPaths paths;
    private final Doorkeeper doorkeeper;
    private final Readiness readiness;
    private final RequestReader reader;
    private final RequestCheck check;
    private final Refusal refusal;

    GateFilter(
            ContractPaths paths,
            Doorkeeper doorkeeper,
            Readiness readiness,
            RequestReader reader,
            RequestCheck check,
            Refusal refusal) {
        this.paths = paths;
        this.doorkeeper = doorkeeper;
        this.readiness = readiness;
        this.reader = reader;
        this.check = check;
        this.refusal = refusal;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ContractPaths.isUnderBase(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer =
                new GatedResponse(response, () -> doorkeeper.credits(Rim.caller(request)), () -> Rim.cut(request));
        HttpServletRequest passed;
        try {
            passed = pass(request, answer);
        } catch (ProblemException e) {
            refusal.write(request, answer, e);
            return;
        }
        if (passed != null) {
            chain.doFilter(passed, answer);
        }
    }

    /** @return the request to go on with; null when it is answered already */
    private @Nullable HttpServletRequest pass(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (CONTRACT.contains(request.getRequestURI())) {
            doorkeeper.identify(request, response, null);
            return request;
        }
        Map<String, Operation> atPath = paths.at(request.getRequestURI());
        if (Cors.answerPreflight(request, response, atPath)) {
            return null;
        }
        Operation operation = atPath.get(request.getMethod().equals("HEAD") ? "GET" : request.getMethod());
        if (operation != null && operation.form() != null && reader.isForm(request)) {
            Rim.form(request, reader.whole(request));
        }
        Access access = doorkeeper.identify(request, response, operation);
        if (operation == null) {
            answerWithoutOperation(request, response, atPath);
            return null;
        }
        if (access == null) {
            throw doorkeeper.unauthorized(request);
        }
        Rim.operation(request, operation);
        readiness.requireRoutes();
        Map<String, String> variables = ContractPaths.variables(operation, request.getRequestURI());
        doorkeeper.requireScope(access, operation, variables);
        doorkeeper.requireOrigin(access, request);
        if (operation.forPages()) {
            Cors.allow(request, response);
            Rim.origins(request, doorkeeper.origins(access, request));
        }
        Rim.caller(request, access.caller().sending(SentHeaders.idempotencyKey(request), SentHeaders.tags(request)));
        byte[] body = reader.read(request, operation);
        Rim.passed(request, check.check(operation, variables, request.getQueryString(), body));
        requireBuilt(operation);
        return new GatedRequest(request);
    }

    private static void answerWithoutOperation(
            HttpServletRequest request, HttpServletResponse response, Map<String, Operation> atPath) {
        if (atPath.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "There is no such path. GET /v1/openapi.yaml lists what there is.");
        }
        response.setHeader(HttpHeaders.ALLOW, allowed(atPath));
        if (!request.getMethod().equals("OPTIONS")) {
            throw new ProblemException(
                    ProblemCode.METHOD_NOT_ALLOWED,
                    "This path does not take " + request.getMethod() + ". It takes " + allowed(atPath) + ".");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static String allowed(Map<String, Operation> atPath) {
        List<String> methods = new ArrayList<>(new TreeSet<>(atPath.keySet()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    private static void requireBuilt(Operation operation) {
        if (operation.planned()) {
            throw new ProblemException(
                    ProblemCode.NOT_IMPLEMENTED,
                    operation.method() + " " + operation.path()
                            + " is part of the contract, but this version of the hub cannot do it yet.");
        }
    }
}
