package io.lantern.hub.api;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers a repeated POST with what its first request got. The answer is kept before it is sent. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class IdempotencyFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final String PENDING = IdempotencyFilter.class.getName() + ".pending";

    private record Pending(Claim.Held claim, ContentCachingResponseWrapper answer) {}

    private final Idempotency idempotency;
    private final Refusal refusal;

    IdempotencyFilter(Idempotency idempotency, Refusal refusal) {
        this.idempotency = idempotency;
        this.refusal = refusal;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller caller = Rim.caller(request);
        Operation operation = Rim.operation(request);
        RequestCheck.Checked checked = Rim.passed(request);
        if (isAsyncDispatch(request)
                || caller == null
                || operation == null
                || checked == null
                || caller.idempotencyKey() == null) {
            go(request, response, chain);
            return;
        }
        Claim claim;
        try {
            claim = idempotency.claim(caller, caller.idempotencyKey(), operation, request.getRequestURI(), checked);
        } catch (ProblemException e) {
            refusal.write(request, response, e);
            return;
        }
        if (claim instanceof Claim.Answered answered) {
            replay(answered, response);
        } else if (claim instanceof Claim.Held held) {
            Rim.caller(request, caller.repeating(held.effectKey()));
            ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
            request.setAttribute(PENDING, new Pending(held, answer));
            go(request, answer, chain);
        }
    }

    private void go(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (request.getAttribute(PENDING) instanceof Pending pending) {
                idempotency.failed(pending.claim());
            }
            throw e;
        }
        if (!isAsyncStarted(request) && request.getAttribute(PENDING) instanceof Pending pending) {
            request.removeAttribute(PENDING);
            keep(pending);
            pending.answer().copyBodyToResponse();
        }
    }

    private static void replay(Claim.Answered answer, HttpServletResponse response) throws IOException {
        response.setHeader(REPLAYED, "true");
        response.setStatus(answer.status());
        response.setContentType(answer.contentType());
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** What was done is done: if the answer cannot be kept, the caller gets it all the same. */
    private void keep(Pending pending) {
        int status = pending.answer().getStatus();
        String type = pending.answer().getContentType();
        try {
            if (status < 300) {
                byte[] body = pending.answer().getContentAsByteArray();
                idempotency.answered(
                        pending.claim(), new Claim.Answered(status, type == null ? "application/json" : type, body));
            } else {
                idempotency.failed(pending.claim());
            }
        } catch (RuntimeException e) {
            log.warn(
                    "The answer to an Idempotency-Key of {} was not kept: {}",
                    pending.claim().key().operation(),
                    e.getMessage());
        }
    }
}
