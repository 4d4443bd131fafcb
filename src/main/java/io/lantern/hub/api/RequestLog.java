package io.lantern.hub.api;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.lantern.hub.kernel.Caller;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * One line per request: who asked for what and how it went; nothing that was in the request. Lines are written behind
 * the requests, because the threads that answer would wait for each other at the console.
 */
@Component
class RequestLog {
    /** A second's worth; a request that finds it full waits. */
    private static final int LINES_AHEAD = 8192;

    private final Logger log = (Logger) LoggerFactory.getLogger("lantern.request");
    private final List<AsyncAppender> behind = new ArrayList<>();

    RequestLog() {
        log.getLoggerContext()
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders()
                .forEachRemaining(this::writeBehind);
        log.setAdditive(!log.iteratorForAppenders().hasNext());
    }

    private void writeBehind(Appender<ILoggingEvent> appender) {
        String name = "behind " + appender.getName();
        if (log.getAppender(name) != null) {
            return;
        }
        AsyncAppender queue = new AsyncAppender();
        queue.setName(name);
        queue.setContext(log.getLoggerContext());
        queue.setQueueSize(LINES_AHEAD);
        queue.setDiscardingThreshold(0);
        Forward forward = new Forward(appender);
        forward.setContext(log.getLoggerContext());
        forward.start();
        queue.addAppender(forward);
        queue.start();
        log.addAppender(queue);
        behind.add(queue);
    }

    /** Writes out what is waiting. */
    @PreDestroy
    void stop() {
        for (AsyncAppender queue : behind) {
            log.detachAppender(queue);
            queue.stop();
        }
        log.setAdditive(!log.iteratorForAppenders().hasNext());
    }

    /** A queue that is stopped stops the appender behind it; this one stands before it, because others use it too. */
    private static final class Forward extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final Appender<ILoggingEvent> appender;

        private Forward(Appender<ILoggingEvent> appender) {
            this.appender = appender;
        }

        @Override
        protected void append(ILoggingEvent event) {
            appender.doAppend(event);
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response, long start) {
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
}
