package io.lantern.sandbox.llm;

import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** The running model server. */
public final class ModelServer implements AutoCloseable {
    /** The key it takes; everybody knows it. */
    public static final String KEY = "lantern-sandbox";

    /** Quotes one sentence. */
    public static final String SMALL = "lantern-sandbox-small";

    /** Quotes up to four. */
    public static final String LARGE = "lantern-sandbox-large";

    private final WebServer web;

    private ModelServer(WebServer web) {
        this.web = web;
    }

    /**
     * Opens the port and serves.
     *
     * @param port 0 takes any free one
     * @throws IOException when the port is taken; the message says which
     */
    public static ModelServer start(int port) throws IOException {
        Clock clock = Clock.systemUTC();
        Faults faults = new Faults(clock);
        ChatApi api = new ChatApi(faults, clock);
        ControlApi control = new ControlApi(faults, ModelFaults.NAMES);
        try {
            return new ModelServer(WebServer.start(port, request -> serve(request, api, control)));
        } catch (IOException e) {
            throw new IOException("Port %d is taken; choose another by --lantern.sandbox.llm-port.".formatted(port), e);
        }
    }

    /** Where it is reached, without a slash at the end; clients want {@code /v1} behind it. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    @Override
    public void close() {
        web.close();
    }

    private static WebAnswer serve(WebRequest request, ChatApi api, ControlApi control) {
        List<String> segments = request.segments();
        if (segments.isEmpty()) {
            return WebAnswer.of(200, "text/plain;charset=UTF-8", page(request.base()));
        }
        return segments.get(0).equals("sandbox") ? control.serve(request) : api.serve(request);
    }

    private static String page(String base) {
        return """
                Lantern sandbox: a language model on this machine
                ==================================================
                It speaks OpenAI's chat completions and reads by simple rules; it is no real model.

                models     %2$s, %3$s
                API key    %4$s
                control    %1$s/sandbox/requests, %1$s/sandbox/faults (docs/reference/sandbox.md)

                Ask it:
                  curl -s %1$s/v1/chat/completions -H 'Authorization: Bearer %4$s' -H 'Content-Type: application/json' \\
                    -d '{"model":"%2$s","messages":[{"role":"user","content":"Acme was founded in 1987. When was Acme founded?"}]}'
                """.formatted(base, SMALL, LARGE, KEY);
    }
}
