package io.lantern.hub.api;

import io.lantern.hub.kernel.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** The house error body for requests so broken that Tomcat refuses them before any servlet sees them. */
final class HouseErrorValve extends ErrorReportValve {
    private final ErrorAnswer answer;

    HouseErrorValve(ErrorAnswer answer) {
        this.answer = answer;
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = ErrorAdvice.ofStatus(response.getStatus());
        try {
            answer.write(request.getRequest(), response.getResponse(), problem);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The caller is gone, or the answer has begun: there is nobody left to tell.
            container.getLogger().debug("No error body", e);
        }
    }
}
