package io.lantern.sandbox.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.sandbox.http.Routes;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.target.Arrivals;
import io.lantern.sandbox.target.Target;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Google's token end point, and of Gmail's API the profile and {@code users.messages.send}. */
public final class GmailApi implements Target {
    /** Client id and secret, and the refresh token; everybody knows it. */
    public static final String KEY = "lantern-sandbox";

    /** The user who sends. */
    public static final String USER = "hub@sandbox.example";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FIRST = 0x18f0_0000_0000_0000L;

    private record Known(String reason, String status, String message) {}

    private static final Map<Integer, Known> ERRORS = Map.of(
            400, new Known("failedPrecondition", "FAILED_PRECONDITION", "Precondition check failed."),
            401,
                    new Known(
                            "authError",
                            "UNAUTHENTICATED",
                            "Request had invalid authentication credentials. Expected OAuth 2 access token."),
            403, new Known("insufficientPermissions", "PERMISSION_DENIED", "Insufficient Permission"),
            404, new Known("notFound", "NOT_FOUND", "Requested entity was not found."),
            429, new Known("rateLimitExceeded", "RESOURCE_EXHAUSTED", "User-rate limit exceeded."));

    private final Arrivals arrivals;
    private final AtomicLong sent = new AtomicLong(FIRST);

    public GmailApi(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public String name() {
        return "gmail";
    }

    @Override
    public Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>> routes() {
        return new Routes<BiFunction<WebRequest, Map<String, String>, WebAnswer>>()
                .add("POST", "/token", "token", (request, places) -> token(request))
                .add("GET", "/gmail/v1/users/me/profile", "profile", (request, places) -> profile())
                .add("POST", "/gmail/v1/users/me/messages/send", "send", (request, places) -> send(request));
    }

    @Override
    public @Nullable WebAnswer refuseStranger(WebRequest request) {
        boolean login = request.path().equals("/gmail/token");
        return login || ("Bearer " + KEY).equals(request.header("Authorization")) ? null : refuse(401, "");
    }

    @Override
    public WebAnswer refuse(int status, String code) {
        Known known = ERRORS.getOrDefault(status, new Known("backendError", "UNAVAILABLE", "Backend Error"));
        ObjectNode body = object();
        ObjectNode error = body.putObject("error").put("code", status).put("message", known.message());
        error.putArray("errors")
                .addObject()
                .put("message", known.message())
                .put("domain", "global")
                .put("reason", code.isEmpty() ? known.reason() : code);
        error.put("status", known.status());
        return WebAnswer.of(status, WebAnswer.JSON, body.toString());
    }

    private static WebAnswer token(WebRequest request) {
        Map<String, String> form = request.form();
        boolean known = "refresh_token".equals(form.get("grant_type"))
                && KEY.equals(form.get("client_id"))
                && KEY.equals(form.get("client_secret"))
                && KEY.equals(form.get("refresh_token"));
        ObjectNode body = known
                ? object().put("access_token", KEY)
                        .put("expires_in", 3599)
                        .put("scope", "https://www.googleapis.com/auth/gmail.send")
                        .put("token_type", "Bearer")
                : object().put("error", "invalid_grant").put("error_description", "Token has been expired or revoked.");
        return WebAnswer.of(known ? 200 : 400, WebAnswer.JSON, body.toString());
    }

    private static WebAnswer profile() {
        ObjectNode profile = object().put("emailAddress", USER)
                .put("messagesTotal", 1)
                .put("threadsTotal", 1)
                .put("historyId", "1");
        return WebAnswer.of(200, WebAnswer.JSON, profile.toString());
    }

    private WebAnswer send(WebRequest request) {
        try {
            String raw = JSON.readTree(request.text()).path("raw").asText();
            Letter letter = Letter.read(Base64.getUrlDecoder().decode(raw), List.of());
            arrivals.add("gmail", letter.id(), letter.shown());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return refuse(400, "invalidArgument");
        } catch (IOException e) {
            return refuse(400, "");
        }
        String id = Long.toHexString(sent.incrementAndGet());
        ObjectNode answer = object().put("id", id).put("threadId", id);
        answer.putArray("labelIds").add("SENT");
        return WebAnswer.of(200, WebAnswer.JSON, answer.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
