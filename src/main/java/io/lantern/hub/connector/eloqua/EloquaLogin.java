package io.lantern.hub.connector.eloqua;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.connector.AccessToken;
import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.ConnectorHttp;
import io.lantern.hub.connector.Reply;
import io.lantern.hub.connector.TargetFault;
import io.lantern.hub.kernel.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who we are at Eloqua, and where our instance is: each lives in a data centre that only the login knows. */
@Component
class EloquaLogin {
    static final String TARGET = "eloqua";
    private static final String REST = "/API/REST/2.0/data/";
    private static final Duration NEW = Duration.ofMinutes(1);

    private final EloquaSettings settings;
    private final ConnectorHttp http;
    private final Clock clock;
    private final AccessToken token;
    private @Nullable Place place;

    private record Place(String url, Instant since) {}

    EloquaLogin(EloquaSettings settings, ConnectorHttp http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
        this.token = new AccessToken(TARGET, http, this::tokenRequest, clock);
    }

    /** @param path below the data API, with its query */
    Call get(String path) {
        return signed(Call.get(URI.create(base() + REST + path)));
    }

    /** @param path below the data API */
    Call send(String method, String path, Object body) {
        return signed(Call.json(method, URI.create(base() + REST + path), body));
    }

    /** @return the account, in words; asks Eloqua */
    String account() {
        JsonNode identity = identity();
        return identity.at("/site/name").asText() + " / "
                + identity.at("/user/username").asText();
    }

    /** Eloqua did not know us: we log in again, unless that was just now. An instance may have moved, too. */
    synchronized ProblemException refused(Reply reply) {
        if (settings.usesOAuth()) {
            place = null;
            return token.refused(reply, "");
        }
        boolean isNew = place != null
                && Duration.between(place.since(), clock.instant()).compareTo(NEW) < 0;
        place = null;
        return isNew
                ? TargetFault.ofStatus(TARGET, reply, "")
                : TargetFault.later(TARGET, "has ended the hub's session, which logs in again", null);
    }

    private synchronized String base() {
        if (place == null) {
            String url = identity().at("/urls/base").asText();
            if (!isOurs(url)) {
                throw TargetFault.foreign(TARGET);
            }
            place = new Place(url.replaceFirst("/+$", ""), clock.instant());
        }
        return place.url();
    }

    private JsonNode identity() {
        Reply reply = http.send(TARGET, signed(Call.get(URI.create(settings.loginUrl() + "/id"))));
        JsonNode identity = reply.json();
        // Eloqua answers a wrong password with 200 and this sentence.
        if (reply.status() == 401 || identity.asText().startsWith("Not authenticated")) {
            throw settings.usesOAuth() && reply.status() == 401
                    ? token.refused(reply, "")
                    : TargetFault.refused(
                            TARGET,
                            "refused the hub's login; see " + EloquaSettings.PLACE
                                    + ".company, .username and .password",
                            identity.asText());
        }
        if (!reply.isGood()) {
            throw TargetFault.ofStatus(TARGET, reply, "");
        }
        if (!identity.at("/urls/base").isTextual()) {
            throw TargetFault.foreign(TARGET);
        }
        return identity;
    }

    /** The credentials go nowhere but to the domain of the login that is configured, as safely as there. */
    private boolean isOurs(String url) {
        try {
            URI told = URI.create(url);
            URI login = settings.loginUrl();
            return told.getHost() != null
                    && login.getScheme().equals(told.getScheme())
                    && domain(told.getHost()).equals(domain(login.getHost()));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static String domain(String host) {
        int last = host.lastIndexOf('.');
        int second = last < 0 ? -1 : host.lastIndexOf('.', last - 1);
        return host.matches("[0-9.]+") ? host : host.substring(second + 1);
    }

    private Call signed(Call call) {
        return call.with(
                "Authorization",
                settings.usesOAuth()
                        ? "Bearer " + token.value()
                        : basic(settings.company() + "\\" + settings.username(), settings.password()));
    }

    private Call tokenRequest() {
        Map<String, String> grant = Map.of(
                "grant_type",
                "password",
                "scope",
                "full",
                "username",
                settings.company() + "\\" + settings.username(),
                "password",
                String.valueOf(settings.password()));
        return Call.json("POST", URI.create(settings.loginUrl() + "/auth/oauth2/token"), grant)
                .with("Authorization", basic(String.valueOf(settings.clientId()), settings.clientSecret()));
    }

    private static String basic(String user, @Nullable String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
