package io.lantern.sandbox.s3;

import io.lantern.sandbox.control.ControlApi;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The running S3 server. */
public final class S3Server implements AutoCloseable {
    /** The access key it takes; everybody knows it. */
    public static final String ACCESS_KEY = "lantern-sandbox";

    /** The secret key it takes; everybody knows it. */
    public static final String SECRET_KEY = "lantern-sandbox-secret";

    /** The bucket that is there from the start. */
    public static final String BUCKET = "lantern";

    private final WebServer web;

    private S3Server(WebServer web) {
        this.web = web;
    }

    /**
     * Opens the port and serves.
     *
     * @param folder where objects are kept
     * @param port 0 takes any free one
     * @throws IOException when the port is taken; the message says which
     */
    public static S3Server start(Path folder, int port) throws IOException {
        Clock clock = Clock.systemUTC();
        Faults faults = new Faults(clock);
        ObjectStore store = new ObjectStore(folder);
        store.createBucket(BUCKET);
        ObjectApi api = new ObjectApi(store, faults, clock);
        ControlApi control = new ControlApi(faults, ObjectApi.FAULTS);
        try {
            return new S3Server(WebServer.start(port, request -> serve(request, api, control)));
        } catch (IOException e) {
            throw new IOException("Port %d is taken; choose another by --lantern.sandbox.s3-port.".formatted(port), e);
        }
    }

    /** Where it is reached, without a slash at the end. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    @Override
    public void close() {
        web.close();
    }

    private static WebAnswer serve(WebRequest request, ObjectApi api, ControlApi control) {
        List<String> segments = request.segments();
        if (segments.isEmpty()) {
            return WebAnswer.of(200, "text/plain;charset=UTF-8", page(request.base()));
        }
        return segments.get(0).equals("sandbox") ? control.serve(request) : api.serve(request);
    }

    private static String page(String base) {
        return """
                Lantern sandbox: S3 on this machine
                ====================================
                bucket      %2$s
                access key  %3$s
                secret key  %4$s
                region      any; the bucket stands in the path
                control     %1$s/sandbox/requests, %1$s/sandbox/faults (docs/reference/sandbox.md)

                List it:
                  curl -s '%1$s/%2$s?list-type=2' --aws-sigv4 aws:amz:us-east-1:s3 --user %3$s:%4$s
                """.formatted(base, BUCKET, ACCESS_KEY, SECRET_KEY);
    }
}
