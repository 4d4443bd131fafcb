package io.lantern.sandbox.target;

import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.eloqua.EloquaApi;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import io.lantern.sandbox.mail.GmailApi;
import io.lantern.sandbox.mail.MailInbox;
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
    private final MailInbox inbox;

    private TargetServer(WebServer web, MailInbox inbox) {
        this.web = web;
        this.inbox = inbox;
    }

    /**
     * Opens the ports and serves.
     *
     * @param port of HTTP; 0 takes any free one
     * @param smtpPort of the inbox; 0 takes any free one
     * @throws IOException when a port is taken; the message says which
     */
    public static TargetServer start(int port, int smtpPort) throws IOException {
        Faults faults = new Faults(Clock.systemUTC());
        Arrivals arrivals = new Arrivals(Clock.systemUTC());
        Map<String, Target> targets = new LinkedHashMap<>();
        for (Target target : List.of(
                new WebhookReceiver(arrivals),
                new SlackWebhook(arrivals),
                new CloudApi(arrivals),
                new GmailApi(arrivals),
                new EloquaApi(arrivals, Clock.systemUTC()))) {
            targets.put(target.name(), target);
        }
        TargetApi api = new TargetApi(targets, faults);
        ControlApi control = new ControlApi(faults, TargetFaults.NAMES)
                .add("GET", "/arrivals", (request, places) -> arrived(arrivals, request))
                .add("DELETE", "/arrivals", (request, places) -> {
                    arrivals.clear();
                    return WebAnswer.empty(204);
                });
        MailInbox inbox = MailInbox.start(smtpPort, faults, arrivals);
        try {
            return new TargetServer(WebServer.start(port, request -> serve(request, api, control)), inbox);
        } catch (IOException e) {
            inbox.close();
            throw new IOException(
                    "Port %d is taken; choose another by --lantern.sandbox.target-port.".formatted(port), e);
        }
    }

    /** Port of the inbox, which speaks SMTP without TLS. */
    public int smtpPort() {
        return inbox.port();
    }

    /** Where it is reached, without a slash at the end; a target's name comes behind it. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    @Override
    public void close() {
        inbox.close();
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
                gmail      %1$s/gmail, client, secret and refresh token %6$s
                eloqua     %1$s/eloqua, company %7$s, user %8$s, password %9$s
                email      SMTP on another port, which the sandbox says at its start
                arrivals   %1$s/sandbox/arrivals (what came in; ?target=webhook)
                control    %1$s/sandbox/requests, %1$s/sandbox/faults (docs/reference/sandbox.md)
                """.formatted(
                        base,
                        WebhookReceiver.SECRET,
                        SlackWebhook.PATH,
                        CloudApi.NUMBER,
                        CloudApi.TOKEN,
                        GmailApi.KEY,
                        EloquaApi.COMPANY,
                        EloquaApi.USER,
                        EloquaApi.PASSWORD);
    }
}
