package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Outermost: gives every request its id, answers what nobody caught, and writes one log line per request. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestFilter extends OncePerRequestFilter {
    private final Refusal refusal;
    private final RequestLog log;

    RequestFilter(Refusal refusal, RequestLog log) {
        this.refusal = refusal;
        this.log = log;
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
            request.getAsyncContext().addListener(new LogAtEnd(log, request, response, start));
        } else {
            log.write(request, response, start);
        }
    }

    /** TRACE sends a request's headers back, keys included. */
    private static void refuseTrace(HttpServletRequest request) {
        if (request.getMethod().equals("TRACE")) {
            throw new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "No path takes TRACE.");
        }
    }

    private record LogAtEnd(RequestLog log, HttpServletRequest request, HttpServletResponse response, long start)
            implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            log.write(request, response, start);
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
