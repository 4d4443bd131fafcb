package io.lantern.hub.provider.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.provider.ProviderQuestion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Writes what is sent, as the card says. */
@Component
class VendorRequest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VendorCards cards;

    VendorRequest(VendorCards cards) {
        this.cards = cards;
    }

    void write(Exchange exchange) throws JsonProcessingException {
        VendorCard card = cards.of(exchange);
        ProviderQuestion question = exchange.getMessage().getBody(ProviderQuestion.class);
        ObjectNode fields = fields(card.request().apply(JSON.valueToTree(question.input())));
        Message request = exchange.getMessage();
        request.setHeader("Accept", "application/json");
        request.setHeader(card.keyHeader(), card.keyPrefix() + card.key());
        request.setHeader(Exchange.HTTP_METHOD, card.post() ? "POST" : "GET");
        if (card.post()) {
            request.setHeader(Exchange.CONTENT_TYPE, "application/json");
            request.setBody(JSON.writeValueAsBytes(fields));
        } else {
            request.setHeader(Exchange.HTTP_QUERY, query(fields));
            request.setBody(null);
        }
    }

    /** Without what is not known. */
    private static ObjectNode fields(JsonNode written) {
        if (!(written instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("A card's `request` must make an object.");
        }
        fields.properties().removeIf(field -> field.getValue().isNull());
        return fields;
    }

    private static String query(ObjectNode fields) {
        return fields.properties().stream()
                .map(field ->
                        encoded(field.getKey()) + "=" + encoded(field.getValue().asText()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
