package io.lantern.hub.provider.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.provider.RetryAfter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what came back, inside the circuit breaker: what says that the vendor is out of order is thrown there and
 * counts; any other refusal goes on as the message's body, because the vendor works.
 */
@Component
class VendorResponse {
    private static final int LARGEST = 2 * 1024 * 1024;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final VendorCards cards;
    private final VendorTurn turn;

    VendorResponse(VendorCards cards, VendorTurn turn) {
        this.cards = cards;
        this.turn = turn;
    }

    void read(Exchange exchange) throws IOException {
        VendorCard card = cards.of(exchange);
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        byte[] body = body(exchange, System.nanoTime() + card.timeout().toNanos());
        if (status / 100 == 2) {
            exchange.getMessage().setBody(json(body));
            return;
        }
        if (isMiss(card, status, body)) {
            exchange.getMessage().setBody(JsonNodeFactory.instance.nullNode());
            return;
        }
        VendorFault fault = VendorFault.ofStatus(status, retryAfter(exchange));
        Duration pause = fault.pause();
        if (pause != null) {
            turn.pause(card, pause);
        }
        if (fault.isOutage()) {
            throw fault;
        }
        exchange.getMessage().setBody(fault);
    }

    /** A vendor that sends byte by byte is left when the time is over. */
    private static byte[] body(Exchange exchange, long end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            byte[] piece = new byte[16_384];
            for (int n = stream == null ? -1 : stream.read(piece); n >= 0; n = stream.read(piece)) {
                read.write(piece, 0, n);
                if (read.size() > LARGEST) {
                    throw new VendorFault(VendorFault.Kind.TOO_LARGE);
                }
                if (System.nanoTime() > end) {
                    throw new VendorFault(VendorFault.Kind.TIMEOUT);
                }
            }
        }
        return read.toByteArray();
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isContainerNode()) {
                return json;
            }
        } catch (JsonProcessingException noJson) {
            throw new VendorFault(VendorFault.Kind.UNREADABLE);
        }
        throw new VendorFault(VendorFault.Kind.UNREADABLE);
    }

    private static boolean isMiss(VendorCard card, int status, byte[] body) throws IOException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", status);
        try {
            answer.set("body", JSON.readTree(body));
        } catch (JsonProcessingException noJson) {
            answer.putNull("body");
        }
        try {
            return card.miss().apply(answer).asBoolean();
        } catch (IllegalArgumentException notThisKindOfBody) {
            return false;
        }
    }

    private static @Nullable Duration retryAfter(Exchange exchange) {
        String header = exchange.getMessage().getHeader("Retry-After", String.class);
        return header == null ? null : RetryAfter.of(header);
    }
}
