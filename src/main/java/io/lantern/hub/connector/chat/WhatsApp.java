package io.lantern.hub.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.ConnectorHttp;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Reply;
import io.lantern.hub.connector.Target;
import io.lantern.hub.connector.TargetFault;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** WhatsApp's Cloud API. It knows no ids of senders: a message whose answer was lost may be sent twice. */
@Component
class WhatsApp implements Connector {
    private static final String TYPE = "whatsapp";
    /** Of a text message. */
    private static final int LONGEST = 4_096;

    private static final int MOST_PARAMETERS = 20;

    private final WhatsAppSettings settings;
    private final ConnectorHttp http;

    WhatsApp(WhatsAppSettings settings, ConnectorHttp http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Target> targets() {
        return settings.isConfigured() ? List.of(new Target(TYPE, new TenantId(settings.tenant()), null)) : List.of();
    }

    @Override
    public String setting(String target) {
        return WhatsAppSettings.PLACE + ".phone-number-id and .token";
    }

    @Override
    public @Nullable String check(Target target) {
        Reply reply = http.send(TYPE, signed(Call.get(address("?fields=display_phone_number,verified_name"))));
        if (!reply.isGood()) {
            throw fault(reply);
        }
        JsonNode number = reply.json();
        return (number.path("display_phone_number").asText() + " "
                        + number.path("verified_name").asText())
                .strip();
    }

    Call message(Delivery delivery) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("messaging_product", TYPE);
        message.put("recipient_type", "individual");
        message.put("to", recipient(delivery));
        String template = delivery.option("template");
        if (template.isEmpty()) {
            message.put("type", "text");
            message.put("text", Map.of("preview_url", false, "body", text(delivery)));
        } else {
            message.put("type", "template");
            message.put("template", template(template, delivery));
        }
        message.put("biz_opaque_callback_data", delivery.id(TYPE));
        return signed(Call.json("POST", address("/messages"), message));
    }

    Delivered answer(Reply reply) {
        if (!reply.isGood()) {
            throw fault(reply);
        }
        String id = reply.json().at("/messages/0/id").asText();
        if (id.isEmpty()) {
            throw TargetFault.foreign(TYPE);
        }
        return new Delivered(id);
    }

    private String recipient(Delivery delivery) {
        String to = delivery.option("to").isEmpty() ? settings.to() : delivery.option("to");
        String digits = to == null ? "" : to.replaceAll("[\\s().+-]", "");
        if (digits.isEmpty()) {
            throw TargetFault.notConfigured(TYPE, WhatsAppSettings.PLACE + ".to, or give the option `to`");
        }
        if (!digits.matches("[1-9]\\d{6,14}")) {
            throw TargetFault.unusable(TYPE, "needs an international phone number in the option `to`");
        }
        return digits;
    }

    private static String text(Delivery delivery) {
        String text = (delivery.subject().strip() + "\n" + delivery.text().strip()).strip();
        if (text.isEmpty()) {
            throw TargetFault.unusable(TYPE, "needs a subject or a text");
        }
        return Texts.cut(text, LONGEST);
    }

    private static Map<String, Object> template(String name, Delivery delivery) {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("name", name);
        String language = delivery.option("language");
        template.put("language", Map.of("code", language.isEmpty() ? "en_US" : language));
        List<Map<String, String>> parameters = IntStream.rangeClosed(1, MOST_PARAMETERS)
                .mapToObj(number -> delivery.option("parameter." + number))
                .takeWhile(value -> !value.isEmpty())
                .map(value -> Map.of("type", "text", "text", value))
                .toList();
        if (!parameters.isEmpty()) {
            template.put("components", List.of(Map.of("type", "body", "parameters", parameters)));
        }
        return template;
    }

    /** Meta's codes say more than its statuses. */
    private static ProblemException fault(Reply reply) {
        JsonNode error = reply.json().path("error");
        int code = error.path("code").asInt();
        String words =
                error.at("/error_data/details").asText(error.path("message").asText());
        return switch (code) {
            case 4, 80007, 130429, 131048, 131056 -> TargetFault.limited(TYPE, reply.pause());
            case 1, 2, 131000, 131016, 131057 ->
                TargetFault.later(TYPE, "is out of order (code " + code + ")", reply.pause());
            case 3, 10, 190, 131005 ->
                TargetFault.refused(
                        TYPE,
                        "refused the access token (code " + code + "); see lantern.connectors.whatsapp.token",
                        words);
            case 131047 ->
                TargetFault.refused(
                        TYPE,
                        "takes only a template for somebody who has not written for 24 hours (code 131047); give the option"
                                + " `template`",
                        words);
            case 0 -> TargetFault.ofStatus(TYPE, reply, words);
            default ->
                reply.status() >= 500 || reply.status() == 429
                        ? TargetFault.ofStatus(TYPE, reply, words)
                        : TargetFault.refused(TYPE, "refused the message (code " + code + ")", words);
        };
    }

    private Call signed(Call call) {
        return call.with("Authorization", "Bearer " + settings.token());
    }

    private URI address(String rest) {
        return URI.create(settings.baseUrl() + "/" + settings.version() + "/" + settings.phoneNumberId() + rest);
    }
}
