package io.lantern.hub.api;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** The error policy {@code api} of {@code routes/errors.camel.yaml} ends here. */
@Component
class RouteErrorAnswer implements Processor {
    private final ErrorMapper errors;
    private final ErrorAnswer answer;

    RouteErrorAnswer(ErrorMapper errors, ErrorAnswer answer) {
        this.errors = errors;
        this.answer = answer;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Caller caller = exchange.getProperty("caller", Caller.class);
        String requestId = caller == null ? exchange.getExchangeId() : caller.requestId();
        Problem problem = errors.problem(failure, requestId);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.code().status());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        ErrorAnswer.headers(problem).forEach(message::setHeader);
        message.setBody(answer.body(problem, requestId));
    }
}
