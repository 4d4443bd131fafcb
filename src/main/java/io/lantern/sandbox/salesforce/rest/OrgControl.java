package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a test may ask of the org below {@code /sandbox}: counts, faults, sessions, keys. */
public final class OrgControl {
    /** Faults there are; docs/reference/sandbox.md says what each does. */
    private static final Set<String> HTTP_FAULTS = Set.of(
            "unauthorized",
            "request-limit",
            "row-lock",
            "unavailable",
            "slow",
            "drop-reply",
            "retired-version",
            "login-refused",
            "session-lifetime",
            "soap-login-off",
            "queue-owned-convert",
            "duplicate-rule");

    private final Org org;
    private final OAuth oauth;
    private final ControlApi control;

    /** @param eventFaults names of the faults the event side knows */
    public OrgControl(Org org, OAuth oauth, Set<String> eventFaults) {
        this.org = org;
        this.oauth = oauth;
        Set<String> faults = new HashSet<>(HTTP_FAULTS);
        faults.addAll(eventFaults);
        this.control = new ControlApi(org.faults(), faults)
                .add("DELETE", "/sessions", (request, places) -> expire())
                .add("POST", "/refresh-tokens", (request, places) -> refreshToken(request))
                .add("PUT", "/jwt-keys/{client}", this::register);
    }

    /** Answers a path below {@code /sandbox}. */
    public WebAnswer serve(WebRequest request) {
        try {
            return control.serve(request);
        } catch (OrgFault e) {
            return ControlApi.sentence(400, e.text());
        }
    }

    private WebAnswer expire() {
        org.sessions().revokeAll();
        return WebAnswer.empty(204);
    }

    private WebAnswer refreshToken(WebRequest request) {
        String username = Json.parse(request.body()).path("username").asText(OAuth.RUN_AS);
        Row user = org.user(username);
        if (user == null) {
            return ControlApi.sentence(404, "There is no user named " + username + ".");
        }
        return ControlApi.json(
                201, Map.of("refresh_token", oauth.refreshTokens().issue(user.id(), username)));
    }

    private WebAnswer register(WebRequest request, Map<String, String> places) {
        try {
            oauth.keys().register(places.getOrDefault("client", ""), request.text());
            return WebAnswer.empty(204);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
