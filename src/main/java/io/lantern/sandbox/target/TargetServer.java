package io.lantern.sandbox.target;

import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import io.lantern.sandbox.slack.SlackWebhook;
import io.lantern.sandbox.webhook.WebhookReceiver;
import io.lantern.sandbox.whatsapp.CloudApi;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The running server of everything the hub delivers to by HTTP. */
public final class TargetServer implements AutoCloseable {
    private final WebServer web;

    private TargetServer(WebServer web) {
        this.web = web;
    }

    /**
     * Opens the port and serves.
     *
     * @param port 0 takes any free one
     * @throws IOException when the port is taken; the message says which
     */
    public static TargetServer start(int port) throws IOException {
        Faults faults = new Faults(Clock.systemUTC());
        Arrivals arrivals = new Arrivals(Clock.systemUTC());
        Map<String, Target> targets = new LinkedHashMap<>();
        for (Target target :
                List.of(new WebhookReceiver(arrivals), new SlackWebhook(arrivals), new CloudApi(arrivals))) {
            targets.put(target.name(), target);
        }
        TargetApi api = new TargetApi(targets, faults);
        ControlApi control = new ControlApi(faults, TargetFaults.NAMES)
                .add("GET", "/arrivals", (request, places) -> arrived(arrivals, request))
                .add("DELETE", "/arrivals", (request, places) -> {
                    arrivals.clear();
                    return WebAnswer.empty(204);
                });
        try {
            return new TargetServer(WebServer.start(port, request -> serve(request, api, control)));
        } catch (IOException e) {
            throw new IOException(
                    "Port %d is taken; choose another by --lantern.sandbox.target-port.".formatted(port), e);
        }
    }

    /** Where it is reached, without a slash at the end; a target's name comes behind it. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    @Override
    public void close() {
        web.close();
    }

    private static WebAnswer arrived(Arrivals arrivals, WebRequest request) {
        return ControlApi.json(
                200, Map.of("arrivals", arrivals.of(request.parameters().getOrDefault("target", ""))));
    }

    private static WebAnswer serve(WebRequest request, TargetApi api, ControlApi control) {
        List<String> segments = request.segments();
        if (segments.isEmpty()) {
            return WebAnswer.of(200, "text/plain;charset=UTF-8", page(request.base()));
        }
        if (segments.get(0).equals("sandbox")) {
            return control.serve(request);
        }
        WebAnswer answer = api.serve(request);
        return answer == null
                ? ControlApi.sentence(404, "There is no such target; " + request.base() + " lists them.")
                : answer;
    }

    private static String page(String base) {
        return """
                Lantern sandbox: what the hub delivers to, on this machine
                ==========================================================
                They speak as the real ones do and send nothing anywhere.

                webhook    %1$s/webhook/<any name>, signed with %2$s
                slack      %1$s/slack%3$s
                whatsapp   %1$s/whatsapp, number %4$s, token %5$s
                arrivals   %1$s/sandbox/arrivals (what came in; ?target=webhook)
                control    %1$s/sandbox/requests, %1$s/sandbox/faults (docs/reference/sandbox.md)
                """.formatted(base, WebhookReceiver.SECRET, SlackWebhook.PATH, CloudApi.NUMBER, CloudApi.TOKEN);
    }
}
