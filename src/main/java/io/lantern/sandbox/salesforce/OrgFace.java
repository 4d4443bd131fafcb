package io.lantern.sandbox.salesforce;

import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.rest.OAuth;
import io.lantern.sandbox.salesforce.rest.OrgControl;
import io.lantern.sandbox.salesforce.rest.RestApi;
import io.lantern.sandbox.salesforce.soap.SoapApi;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Everything the org answers over HTTP, by path. */
final class OrgFace {
    private final Org org;
    private final Gate gate;
    private final OAuth oauth;
    private final RestApi rest;
    private final SoapApi soap;
    private final OrgControl control;
    private final IntSupplier pubSubPort;

    OrgFace(Org org, OAuth oauth, RestApi rest, OrgControl control, IntSupplier pubSubPort) {
        this.org = org;
        this.gate = new Gate(org.faults());
        this.oauth = oauth;
        this.rest = rest;
        this.soap = new SoapApi(org, OAuth.PASSWORD);
        this.control = control;
        this.pubSubPort = pubSubPort;
    }

    WebAnswer serve(WebRequest request) {
        List<String> segments = request.segments();
        if (segments.isEmpty()) {
            return WebAnswer.of(
                    200, "text/plain;charset=UTF-8", StatusPage.text(org, request.base(), pubSubPort.getAsInt()));
        }
        if (segments.get(0).equals("sandbox")) {
            return control.serve(request);
        }
        return gate.pass(request, this::org);
    }

    private WebAnswer org(WebRequest request) {
        List<String> segments = request.segments();
        if (is(segments, "services", "data")) {
            return rest.serve(request);
        }
        if (is(segments, "services", "Soap", "u")) {
            return soap.serve(request);
        }
        @Nullable WebAnswer answer = oauth.serve(request);
        if (answer != null) {
            return answer;
        }
        String text = is(segments, "services", "apexrest")
                ? "Could not find a match for URL"
                : "The requested resource does not exist";
        return WebAnswer.of(404, WebAnswer.JSON, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"%s\"}]".formatted(text));
    }

    private static boolean is(List<String> segments, String... parts) {
        return segments.size() >= parts.length
                && segments.subList(0, parts.length).equals(List.of(parts));
    }
}
