package io.lantern.hub.connector;

import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.RetryAfter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** HTTP of all targets, by the route {@code connector.http}: this writes the request there and reads the answer. */
@Component
public class ConnectorHttp {
    private static final int LARGEST = 1024 * 1024;

    private final ProducerTemplate routes;
    private final ConnectorSettings settings;

    ConnectorHttp(ProducerTemplate routes, ConnectorSettings settings) {
        this.routes = routes;
        this.settings = settings;
    }

    /**
     * Makes a call that is no delivery: a login, a check.
     *
     * @param target in whose name
     * @throws ProblemException when there is no answer
     */
    public Reply send(String target, Call call) {
        try {
            return routes.requestBody("direct:connector.http", call, Reply.class);
        } catch (CamelExecutionException e) {
            throw TargetFault.broken(target, e.getCause());
        }
    }

    void write(Exchange exchange) {
        Message request = exchange.getMessage();
        Call call = request.getBody(Call.class);
        request.removeHeaders("*");
        request.setHeader(Exchange.HTTP_METHOD, call.method());
        request.setHeader(Exchange.HTTP_URI, call.uri().toString());
        request.setHeader("User-Agent", "LanternHub/0.1");
        call.headers().forEach(request::setHeader);
        if (call.contentType() != null) {
            request.setHeader(Exchange.CONTENT_TYPE, call.contentType());
        }
        request.setBody(call.body());
    }

    Reply read(Exchange exchange) throws IOException {
        Message response = exchange.getMessage();
        int status = response.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String wait = response.getHeader("Retry-After", String.class);
        return new Reply(status, wait == null ? null : RetryAfter.of(wait), body(response));
    }

    /** A server that sends byte by byte is left when the time is over. */
    private byte[] body(Message response) throws IOException {
        long end = System.nanoTime() + settings.timeout().toNanos();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream stream = response.getBody(InputStream.class)) {
            byte[] piece = new byte[8192];
            for (int n = stream == null ? -1 : stream.read(piece); n >= 0; n = stream.read(piece)) {
                if (System.nanoTime() > end) {
                    throw new InterruptedIOException("The answer takes too long");
                }
                read.write(piece, 0, n);
                if (read.size() > LARGEST) {
                    throw new IOException("The answer is too large");
                }
            }
        }
        return read.toByteArray();
    }
}
