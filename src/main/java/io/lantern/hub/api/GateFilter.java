package io.lantern.hub.api;

import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.Caller;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request of the contract through when its path, method, key, scope, media types and size are right. What is
 * under {@code /v1/} and not in the contract never gets past here, however it is spelt.
 *
 * <p>Rate limits, credits and idempotent replay belong between the scope and the body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class GateFilter extends OncePerRequestFilter {
    private static final String BASE = "/v1";
    private static final String BEARER = "Bearer ";

    private final ContractPaths paths;
    private final AccessService access;
    private final Readiness readiness;
    private final RequestReader reader;
    private final ErrorMapper errors;
    private final ErrorAnswer answer;

    GateFilter(
            ContractPaths paths,
            AccessService access,
            Readiness readiness,
            RequestReader reader,
            ErrorMapper errors,
            ErrorAnswer answer) {
        this.paths = paths;
        this.access = access;
        this.readiness = readiness;
        this.reader = reader;
        this.errors = errors;
        this.answer = answer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !(path.equals(BASE) || path.startsWith(BASE + "/"))
                || path.equals(BASE + "/openapi.yaml")
                || path.equals(BASE + "/openapi.json");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest passed;
        try {
            passed = pass(request, response);
        } catch (ProblemException e) {
            answer.write(request, response, errors.problem(e, Rim.requestId(request, null)));
            return;
        }
        if (passed != null) {
            chain.doFilter(passed, response);
        }
    }

    /** @return the request to go on with; null when it is answered already */
    private @Nullable HttpServletRequest pass(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Operation> atPath = paths.at(request.getRequestURI());
        if (atPath.isEmpty() || request.getRequestURI().indexOf(';') >= 0) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "There is no such path. GET /v1/openapi.yaml lists what there is.");
        }
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ALLOW, allowed(atPath));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        Operation operation = atPath.get(request.getMethod().equals("HEAD") ? "GET" : request.getMethod());
        if (operation == null) {
            response.setHeader(HttpHeaders.ALLOW, allowed(atPath));
            throw new ProblemException(
                    ProblemCode.METHOD_NOT_ALLOWED,
                    "This path does not take " + request.getMethod() + ". It takes " + allowed(atPath) + ".");
        }
        Rim.operation(request, operation);
        readiness.requireRoutes();
        Caller caller = caller(request);
        requireScope(caller, operation);
        Rim.passed(request, caller);
        return reader.read(request, operation);
    }

    private static String allowed(Map<String, Operation> atPath) {
        List<String> methods = new ArrayList<>(new TreeSet<>(atPath.keySet()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    private Caller caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new ProblemException(
                    ProblemCode.UNAUTHORIZED, "Send your API key in the header Authorization: Bearer lnt_...");
        }
        return access.authenticate(header.substring(BEARER.length()).strip(), Rim.requestId(request, null))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNAUTHORIZED,
                        "The API key is not known: it is mistyped, was revoked or has expired."
                                + " Ask your admin for a new one."));
    }

    private static void requireScope(Caller caller, Operation operation) {
        if (!caller.may(operation.scope())) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "The API key " + caller.keyId() + " lacks the scope " + operation.scope()
                            + ". Ask your admin for a key that has it.");
        }
    }
}
