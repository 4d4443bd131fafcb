package io.lantern.sandbox.vendor;

import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** The running server of the data vendors. */
public final class VendorServer implements AutoCloseable {
    /** The key that every vendor takes; everybody knows it. */
    public static final String KEY = "lantern-sandbox";

    /** A call that waits holds one, so that there must be more than a vendor ever allows at once. */
    private static final int THREADS = 200;

    private final WebServer web;

    private VendorServer(WebServer web) {
        this.web = web;
    }

    /**
     * Opens the port and serves; Lodestar answers at once and takes as many calls as come.
     *
     * @param port 0 takes any free one
     * @throws IOException when the port is taken; the message says which
     */
    public static VendorServer start(int port) throws IOException {
        return start(port, 0, 0);
    }

    /**
     * Opens the port and serves.
     *
     * @param port 0 takes any free one
     * @param millis how long a call to Lodestar takes
     * @param atOnce how many calls Lodestar takes at once before it answers 429; 0: as many as come
     * @throws IOException when the port is taken; the message says which
     */
    public static VendorServer start(int port, int millis, int atOnce) throws IOException {
        Faults faults = new Faults(Clock.systemUTC());
        Pace pace = new Pace(millis, atOnce);
        VendorApi api = new VendorApi(
                faults, List.of(new PeopleDataLabs(), new Apollo(), new Hunter(), new Prospeo(), new Lodestar(pace)));
        ControlApi control = new ControlApi(faults, VendorFaults.NAMES)
                .add("GET", "/lodestar", (request, places) -> pace.shown())
                .add("PUT", "/lodestar", (request, places) -> pace.set(request));
        try {
            return new VendorServer(WebServer.start(port, THREADS, request -> serve(request, api, control)));
        } catch (IOException e) {
            throw new IOException(
                    "Port %d is taken; choose another by --lantern.sandbox.vendor-port.".formatted(port), e);
        }
    }

    /** Where it is reached, without a slash at the end; a vendor's name comes behind it. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    @Override
    public void close() {
        web.close();
    }

    private static WebAnswer serve(WebRequest request, VendorApi api, ControlApi control) {
        List<String> segments = request.segments();
        if (segments.isEmpty()) {
            return WebAnswer.of(200, "text/plain;charset=UTF-8", page(request.base()));
        }
        if (segments.get(0).equals("sandbox")) {
            return control.serve(request);
        }
        WebAnswer answer = api.serve(request);
        return answer == null
                ? ControlApi.sentence(404, "There is no such vendor; " + request.base() + " lists them.")
                : answer;
    }

    private static String page(String base) {
        return """
                Lantern sandbox: data vendors on this machine
                =============================================
                They speak as the real ones do and know nothing real.

                vendors    %1$s/peopledatalabs, %1$s/apollo, %1$s/hunter, %1$s/prospeo, %1$s/lodestar (invented)
                API key    %2$s
                control    %1$s/sandbox/requests, %1$s/sandbox/faults, %1$s/sandbox/lodestar (docs/reference/sandbox.md)

                Ask one:
                  curl -s %1$s/lodestar/v1/person -H 'Authorization: Bearer %2$s' \\
                    -d '{"first_name":"Ada","last_name":"Moreno","domain":"acme-fasteners.example"}'
                """.formatted(base, KEY);
    }
}
