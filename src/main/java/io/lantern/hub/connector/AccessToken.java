package io.lantern.hub.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A token of OAuth 2.0, fetched when it is first needed and again before it ends. Threads share it. */
public final class AccessToken {
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int SHORT = 300;

    private final String target;
    private final ConnectorHttp http;
    private final Supplier<Call> login;
    private final Clock clock;
    private @Nullable Token token;

    private record Token(String value, Instant since, Instant end) {}

    /** @param login makes the call to the token end point */
    public AccessToken(String target, ConnectorHttp http, Supplier<Call> login, Clock clock) {
        this.target = target;
        this.http = http;
        this.login = login;
        this.clock = clock;
    }

    /** @throws ProblemException when there is none to be had */
    public synchronized String value() {
        Instant now = clock.instant();
        if (token == null || !now.isBefore(token.end())) {
            token = fetch(now);
        }
        return token.value();
    }

    /**
     * The target did not take the token: it is forgotten.
     *
     * @return worth another try, unless the token was new
     */
    public synchronized ProblemException refused(Reply reply, String words) {
        boolean isNew = token != null
                && Duration.between(token.since(), clock.instant()).compareTo(MARGIN) < 0;
        token = null;
        return isNew
                ? TargetFault.ofStatus(target, reply, words)
                : TargetFault.later(target, "has ended the hub's session, which logs in again", null);
    }

    private Token fetch(Instant now) {
        Reply reply = http.send(target, login.get());
        JsonNode json = reply.json();
        String value = json.path("access_token").asText();
        if (reply.isGood() && !value.isEmpty()) {
            Duration life = Duration.ofSeconds(json.path("expires_in").asInt(SHORT));
            return new Token(value, now, now.plus(life).minus(MARGIN));
        }
        String words = json.path("error_description").asText(json.path("error").asText());
        if (reply.status() == 400 || reply.status() == 401) {
            throw TargetFault.refused(target, "refused the hub's login (HTTP " + reply.status() + ")", words);
        }
        throw reply.isGood() ? TargetFault.foreign(target) : TargetFault.ofStatus(target, reply, words);
    }
}
