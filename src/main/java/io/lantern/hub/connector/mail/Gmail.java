package io.lantern.hub.connector.mail;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.connector.AccessToken;
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
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** E-mail of one Gmail user, by {@code users.messages.send}. */
@Component
class Gmail implements Connector {
    private static final String TYPE = "gmail";
    private static final Set<String> LIMITS =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded");

    private final GmailSettings settings;
    private final ConnectorHttp http;
    private final AccessToken token;
    private final Clock clock;

    Gmail(GmailSettings settings, ConnectorHttp http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
        this.token = new AccessToken(TYPE, http, this::login, clock);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Target> targets() {
        return settings.isConfigured()
                ? List.of(new Target(TYPE, new TenantId(settings.tenant()), settings.from()))
                : List.of();
    }

    @Override
    public String setting(String target) {
        return GmailSettings.PLACE + ".client-id, .client-secret, .refresh-token and .from";
    }

    /** Who may only send may not read the profile: that the token came is then what is known. */
    @Override
    public @Nullable String check(Target target) {
        Reply reply = http.send(TYPE, signed(Call.get(address("profile"))));
        if (reply.isGood()) {
            return reply.json().path("emailAddress").asText(null);
        }
        if (reply.status() == 403 && !isLimit(reply)) {
            return null;
        }
        throw fault(reply);
    }

    Call letter(Delivery delivery) throws MessagingException, IOException {
        ByteArrayOutputStream letter = new ByteArrayOutputStream();
        Letters.write(
                        TYPE,
                        delivery,
                        EmailSettings.text(settings.from()),
                        EmailSettings.text(settings.to()),
                        GmailSettings.PLACE + ".to",
                        clock.instant())
                .writeTo(letter);
        String raw = Base64.getUrlEncoder().encodeToString(letter.toByteArray());
        return signed(Call.json("POST", address("messages/send"), Map.of("raw", raw)));
    }

    Delivered sent(Reply reply) {
        if (!reply.isGood()) {
            throw fault(reply);
        }
        String id = reply.json().path("id").asText();
        if (id.isEmpty()) {
            throw TargetFault.foreign(TYPE);
        }
        return new Delivered(id);
    }

    private ProblemException fault(Reply reply) {
        String words = reply.json().at("/error/message").asText();
        if (reply.status() == 401) {
            return token.refused(reply, words);
        }
        return isLimit(reply) ? TargetFault.limited(TYPE, reply.pause()) : TargetFault.ofStatus(TYPE, reply, words);
    }

    private static boolean isLimit(Reply reply) {
        for (JsonNode error : reply.json().at("/error/errors")) {
            if (LIMITS.contains(error.path("reason").asText())) {
                return true;
            }
        }
        return false;
    }

    private Call login() {
        String form = "grant_type=refresh_token&client_id=" + encoded(settings.clientId()) + "&client_secret="
                + encoded(settings.clientSecret()) + "&refresh_token=" + encoded(settings.refreshToken());
        return new Call(
                "POST",
                settings.tokenUrl(),
                Map.of(),
                "application/x-www-form-urlencoded",
                form.getBytes(StandardCharsets.UTF_8));
    }

    private Call signed(Call call) {
        return call.with("Authorization", "Bearer " + token.value());
    }

    private URI address(String rest) {
        return URI.create(settings.baseUrl() + "/gmail/v1/users/me/" + rest);
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(EmailSettings.text(text), StandardCharsets.UTF_8);
    }
}
