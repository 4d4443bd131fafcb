package io.lantern.hub.provider.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Maps the vendor's JSON to the fields of the contract, as the card says. */
@Component
class VendorAnswer {
    private static final int LONGEST_VALUE = 1000;

    private final VendorCards cards;

    VendorAnswer(VendorCards cards) {
        this.cards = cards;
    }

    /** @throws VendorFault when the vendor refused, or what it sent does not fit the card */
    ProviderAnswer read(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof VendorFault fault) {
            throw fault;
        }
        return answer(cards.of(exchange), (JsonNode) body);
    }

    static ProviderAnswer answer(VendorCard card, JsonNode body) {
        if (body.isNull()) {
            return new ProviderAnswer(List.of());
        }
        JsonNode fields;
        try {
            fields = card.answer().apply(body);
        } catch (IllegalArgumentException e) {
            throw new VendorFault(VendorFault.Kind.UNFIT);
        }
        if (fields.isNull()) {
            return new ProviderAnswer(List.of());
        }
        if (!fields.isObject()) {
            throw new VendorFault(VendorFault.Kind.UNFIT);
        }
        List<Found> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode given = field.getValue();
            JsonNode value = given.isObject() ? given.path("value") : given;
            double confidence = given.path("confidence").asDouble(card.confidence());
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                found.add(new Found(field.getKey(), value(value), Math.max(0, Math.min(1, confidence)), card.name()));
            }
        }
        return new ProviderAnswer(found);
    }

    private static Object value(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = value.asText().strip();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }
}
