package io.lantern.sandbox.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.target.Arrivals;
import io.lantern.sandbox.target.Target;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The number's card, and text and template messages from it. */
public final class CloudApi implements Target {
    /** Its access token; everybody knows it. */
    public static final String TOKEN = "lantern-sandbox";

    /** Id of the number that sends. */
    public static final String NUMBER = "106540352242922";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4_096;

    private record Known(int code, String type, String message, String details) {}

    private static final Map<String, Known> ERRORS = Map.of(
            "100", new Known(100, "OAuthException", "(#100) Invalid parameter", "A parameter is missing or wrong"),
            "190",
                    new Known(
                            190,
                            "OAuthException",
                            "Error validating access token: Session has expired",
                            "The access token has expired"),
            "130429",
                    new Known(
                            130429,
                            "OAuthException",
                            "(#130429) Rate limit hit",
                            "Cloud API message throughput has been reached."),
            "131016",
                    new Known(
                            131016,
                            "OAuthException",
                            "(#131016) Service unavailable",
                            "A service is temporarily unavailable."),
            "131026",
                    new Known(
                            131026, "OAuthException", "(#131026) Message undeliverable", "Unable to deliver message."),
            "131047",
                    new Known(
                            131047,
                            "OAuthException",
                            "(#131047) Re-engagement message",
                            "Message failed to send because more than 24 hours have passed since the customer last replied"
                                    + " to this number."));

    private final Arrivals arrivals;

    public CloudApi(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes() {
        return new Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>>()
                .add("POST", "/{version}/" + NUMBER + "/messages", "send", (request, places) -> send(request))
                .add("GET", "/{version}/" + NUMBER, "number", (request, places) -> number());
    }

    @Override
    public @Nullable WebAnswer refuseStranger(WebRequest request) {
        return ("Bearer " + TOKEN).equals(request.header("Authorization")) ? null : refuse(401, "");
    }

    @Override
    public WebAnswer refuse(int status, String code) {
        String usual = status == 401 ? "190" : status == 429 ? "130429" : status >= 500 ? "131016" : "100";
        Known known = ERRORS.get(code.isEmpty() ? usual : code);
        Known said = known == null ? new Known(Integer.parseInt(code), "OAuthException", "(#" + code + ")", "") : known;
        ObjectNode body = object();
        ObjectNode error = body.putObject("error")
                .put("message", said.message())
                .put("type", said.type())
                .put("code", said.code());
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", said.details());
        error.put("fbtrace_id", "Az8or2yhqkZfEZ-_4Qn_Bam");
        return WebAnswer.of(status, WebAnswer.JSON, body.toString());
    }

    private WebAnswer send(WebRequest request) {
        JsonNode message;
        try {
            message = JSON.readTree(request.text());
        } catch (JsonProcessingException e) {
            return refuse(400, "100");
        }
        String to = message.path("to").asText();
        boolean text = message.path("type").asText("text").equals("text");
        String body = message.at("/text/body").asText();
        boolean whole = text
                ? !body.isEmpty() && body.length() <= LONGEST
                : !message.at("/template/name").asText().isEmpty()
                        && !message.at("/template/language/code").asText().isEmpty();
        if (!message.path("messaging_product").asText().equals("whatsapp") || !to.matches("\\d{7,15}") || !whole) {
            return refuse(400, "100");
        }
        String callback = message.path("biz_opaque_callback_data").asText(null);
        arrivals.add("whatsapp", callback, Map.of("message", message));
        ObjectNode answer = object().put("messaging_product", "whatsapp");
        answer.putArray("contacts").addObject().put("input", to).put("wa_id", to);
        answer.putArray("messages").addObject().put("id", "wamid." + drawn(to + System.nanoTime()));
        return WebAnswer.of(200, WebAnswer.JSON, answer.toString());
    }

    private static WebAnswer number() {
        ObjectNode card = object().put("display_phone_number", "+1 415-555-0100")
                .put("verified_name", "Lantern Sandbox")
                .put("id", NUMBER);
        return WebAnswer.of(200, WebAnswer.JSON, card.toString());
    }

    private static String drawn(String from) {
        return Base64.getEncoder().encodeToString(from.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
