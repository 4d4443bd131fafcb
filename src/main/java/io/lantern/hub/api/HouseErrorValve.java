package io.lantern.hub.api;

import io.lantern.hub.kernel.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/** Tomcat's side of the rim: the house error body for requests so broken that no servlet sees them. */
final class HouseErrorValve extends ErrorReportValve {
    private final ErrorAnswer answer;

    HouseErrorValve(ErrorAnswer answer) {
        this.answer = answer;
        setShowReport(false);
        setShowServerInfo(false);
    }

    /**
     * Lets the rim give up a body that does not end (Tomcat would read its rest before it sends the answer), and an
     * answer that cannot be ended (Tomcat would end it as if it were whole).
     */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Rim.hangUpWith(
                request.getRequest(), () -> request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null));
        Rim.cutWith(request.getRequest(), () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null));
        super.invoke(request, response);
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
