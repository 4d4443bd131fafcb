package io.lantern.hub.api;

import io.lantern.hub.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.spi.RestClientRequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where Camel asks whether a request is right. The gate has found that out already; here the operation's route gets
 * what it found: the caller as property {@code caller}, parameters as headers, the body as a JSON tree.
 */
@Component
class CamelRequestCheck implements RestClientRequestValidator {
    @Override
    public @Nullable ValidationError validate(Exchange exchange, ValidationContext context) {
        HttpServletRequest request = ((PlatformHttpMessage) exchange.getIn()).getRequest();
        Operation operation = Rim.operation(request);
        Caller caller = Rim.caller(request);
        RequestCheck.Checked checked = Rim.passed(request);
        if (operation == null || caller == null || checked == null) {
            // Never seen: nothing gets here but through the gate. Should it ever, it stays shut.
            return new ValidationError(401, "");
        }
        Message message = exchange.getMessage();
        operation.parameters().forEach(parameter -> message.removeHeader(parameter.name()));
        new LinkedHashMap<String, Object>(checked.parameters()).forEach(message::setHeader);
        message.setBody(checked.body());
        exchange.setProperty("caller", caller);
        exchange.setProperty("requestId", caller.requestId());
        exchange.setProperty("origins", Rim.origins(request));
        return null;
    }
}
