package io.lantern.hub.api;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.spi.RestClientRequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where Camel asks whether a request is right. Replaces Camel's own validator, and hands the operation's route what
 * the rim found out: the caller as property {@code caller}, parameters as headers, the body as a JSON tree.
 */
@Component
class CamelRequestCheck implements RestClientRequestValidator {
    private final RequestCheck check;
    private final ErrorMapper errors;
    private final ErrorAnswer answer;

    CamelRequestCheck(RequestCheck check, ErrorMapper errors, ErrorAnswer answer) {
        this.check = check;
        this.errors = errors;
        this.answer = answer;
    }

    @Override
    public @Nullable ValidationError validate(Exchange exchange, ValidationContext context) {
        HttpServletRequest request = ((PlatformHttpMessage) exchange.getIn()).getRequest();
        String requestId = Rim.requestId(request, null);
        try {
            accept(exchange, request);
            return null;
        } catch (RuntimeException e) {
            Problem problem = errors.problem(e, requestId);
            Message message = exchange.getMessage();
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            ErrorAnswer.headers(problem).forEach(message::setHeader);
            return new ValidationError(
                    problem.code().status(), new String(answer.body(problem, requestId), StandardCharsets.UTF_8));
        }
    }

    private void accept(Exchange exchange, HttpServletRequest request) {
        Operation operation = Rim.operation(request);
        Caller caller = Rim.caller(request);
        if (operation == null || caller == null) {
            // Never seen: nothing gets here but through the gate. Should it ever, it stays shut.
            throw new ProblemException(new Problem(ProblemCode.UNAUTHORIZED, "Send your API key.", List.of()));
        }
        Map<String, String> variables = ContractPaths.variables(operation, request.getRequestURI());
        RequestCheck.Checked checked = check.check(operation, variables, request.getQueryString(), Rim.body(request));
        Message message = exchange.getMessage();
        operation.parameters().forEach(parameter -> message.removeHeader(parameter.name()));
        new LinkedHashMap<String, Object>(checked.parameters()).forEach(message::setHeader);
        message.setBody(checked.body());
        exchange.setProperty("caller", caller);
        exchange.setProperty("requestId", caller.requestId());
    }
}
