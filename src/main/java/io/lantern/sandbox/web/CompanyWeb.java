package io.lantern.sandbox.web;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.http.WebServer;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Serves every site of the small web from one port, by the {@code Host} header, as a machine with many customers does.
 * With and without {@code www.} a host is the same site, unless the site says otherwise. A client that stands for one
 * that came by https says so by {@code X-Forwarded-Proto}. Files are read when they are asked for. Under the machine's
 * own name there is a search of all sites.
 */
public final class CompanyWeb implements AutoCloseable {
    private final Set<String> hosts;
    private final Faults faults = new Faults(Clock.systemUTC());
    private final SearchApi search = new SearchApi(faults);
    private final WebServer server;

    private CompanyWeb(Set<String> hosts, int port) throws IOException {
        this.hosts = hosts;
        this.server = WebServer.start(port, this::serve);
    }

    /**
     * Opens the port.
     *
     * @param port 0 takes any free one
     * @throws IOException when it is taken; the message says which
     */
    public static CompanyWeb start(int port) throws IOException {
        try {
            return new CompanyWeb(Set.copyOf(Site.hosts()), port);
        } catch (IOException e) {
            throw new IOException("Port %d is taken; choose another by --lantern.sandbox.web-port.".formatted(port), e);
        }
    }

    /** Where it listens, on loopback. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private WebAnswer serve(WebRequest request) {
        String host = host(request);
        boolean bare = !host.startsWith("www.");
        String name = bare ? host : host.substring("www.".length());
        if (hosts.contains(name)) {
            faults.counts().count(request.path().equals("/robots.txt") ? "robots" : "page", name);
            return Site.read(name).answer(request.path(), bare);
        }
        if (host.equals("localhost") || host.equals("127.0.0.1")) {
            return search.serves(request)
                    ? search.serve(request)
                    : WebAnswer.of(200, "text/plain;charset=UTF-8", list());
        }
        return WebAnswer.of(404, "text/plain;charset=UTF-8", "There is no such site in the sandbox's web.");
    }

    private String list() {
        return hosts.stream()
                .sorted()
                .collect(Collectors.joining(
                        "\n",
                        "The sandbox's web. Ask for a site by its name: curl -H 'Host: acme-fasteners.example'"
                                + " http://localhost:" + port() + "/\nSearch it: curl 'http://localhost:" + port()
                                + "/search?q=machine+tools&format=json'\n\n",
                        "\n"));
    }

    private static String host(WebRequest request) {
        String host = request.header("Host");
        return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    }
}
