package io.lantern.hub.api;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Outermost: gives every request its id, answers what nobody caught, and writes one log line per request. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger("lantern.request");

    private final Refusal refusal;

    RequestFilter(Refusal refusal) {
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        long start = System.nanoTime();
        String id = Rim.requestId(request, request.getHeader(Rim.REQUEST_ID_HEADER));
        response.setHeader(Rim.REQUEST_ID_HEADER, id);
        SecurityHeaders.set(request, response);
        try {
            refuseTrace(request);
            chain.doFilter(request, response);
        } catch (Exception e) {
            refusal.write(request, response, e);
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new LogAtEnd(request, response, start));
        } else {
            log(request, response, start);
        }
    }

    /** TRACE sends a request's headers back, keys included. */
    private static void refuseTrace(HttpServletRequest request) {
        if (request.getMethod().equals("TRACE")) {
            throw new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "No path takes TRACE.");
        }
    }

    /** Says who asked for what and how it went; nothing that was in the request. */
    private static void log(HttpServletRequest request, HttpServletResponse response, long start) {
        Operation operation = Rim.operation(request);
        Caller caller = Rim.caller(request);
        String path = operation == null ? "-" : operation.path();
        Object tenant = caller == null ? "-" : caller.tenant().value();
        String key = caller == null ? "-" : caller.keyId();
        String id = Rim.requestId(request, null);
        long ms = (System.nanoTime() - start) / 1_000_000;
        // Load balancers ask for health all day long.
        log.atLevel(request.getRequestURI().startsWith("/health/") ? Level.DEBUG : Level.INFO)
                .addKeyValue("request_id", id)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", path)
                .addKeyValue("status", response.getStatus())
                .addKeyValue("ms", ms)
                .addKeyValue("tenant", tenant)
                .addKeyValue("key", key)
                .log(
                        "{} {} {} in {} ms for {} of tenant {}, {}",
                        request.getMethod(),
                        path,
                        response.getStatus(),
                        ms,
                        key,
                        tenant,
                        id);
    }

    private record LogAtEnd(HttpServletRequest request, HttpServletResponse response, long start)
            implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            log(request, response, start);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Completes too, and is logged then.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Completes too, and is logged then.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
