package io.lantern.hub.provider.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a site does, its reading ends in time, with a word for how, and touches nothing but public addresses. */
class HostileSitesIT {
    private static final String COMPANY = "<title>Acme</title><p>Acme Tools Inc., 1 Main St, Reno, NV 89501";

    /** Three pages' time, and something for a busy machine. */
    private static final Duration CAP = Duration.ofMillis(3 * 700 + 3_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.8/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://localhost/",
                "http://printer.local/",
                "http://acme.example:8080/",
                "http://user:secret@acme.example/",
                "ftp://acme.example/",
                "file:///etc/passwd",
                "//intranet/",
            })
    void a_site_that_leads_to_what_is_not_public_is_refused_and_that_is_not_called(String target) throws IOException {
        try (HostileServer server = new HostileServer((path, out) -> HostileServer.redirect(out, target))) {
            CompanyProfile profile = read(server);

            assertThat(profile.status()).isEqualTo(SiteStatus.REFUSED_ADDRESS);
            assertThat(server.requests()).containsExactly("/robots.txt", "/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "localhost", "[::1]", "127.1", "file:///etc/passwd", "   "})
    void an_address_that_is_no_companys_is_refused_before_anything_is_called(String website) throws IOException {
        try (HostileServer server = new HostileServer((path, out) -> HostileServer.page(out, COMPANY))) {
            CompanyProfile profile = read(server, Settings::impatient, website);

            assertThat(profile.status()).isEqualTo(SiteStatus.REFUSED_ADDRESS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_page_that_sends_its_visitors_to_a_private_address_is_refused() throws IOException {
        try (HostileServer server = new HostileServer((path, out) ->
                HostileServer.page(out, "<meta http-equiv=refresh content='0; url=http://169.254.169.254/latest/'>"))) {
            assertThat(read(server).status()).isEqualTo(SiteStatus.REFUSED_ADDRESS);
        }
    }

    @Test
    void a_redirect_without_end_ends() throws IOException {
        try (HostileServer server = new HostileServer((path, out) -> HostileServer.redirect(out, path + "a"))) {
            CompanyProfile profile = read(server);

            assertThat(profile.status()).isEqualTo(SiteStatus.TOO_MANY_REDIRECTS);
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void of_a_page_of_20_megabytes_the_beginning_is_read() throws IOException {
        byte[] page = (COMPANY + "<p>x".repeat(5 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        try (HostileServer server = new HostileServer(
                (path, out) -> HostileServer.send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", page))) {
            CompanyProfile profile = read(server, Settings::onlyAt, "acme.example");

            assertThat(profile.status()).isEqualTo(SiteStatus.READ);
            assertThat(values(profile)).containsEntry("name", "Acme Tools Inc.").containsEntry("hq_city", "Reno");
        }
    }

    @Test
    void of_a_page_without_end_the_beginning_is_read() throws IOException {
        byte[] more = "<p>and so on".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (HostileServer server = new HostileServer((path, out) -> {
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + COMPANY).getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(more);
            }
        })) {
            CompanyProfile profile = read(server, Settings::onlyAt, "acme.example");

            assertThat(profile.status()).isEqualTo(SiteStatus.READ);
            assertThat(values(profile)).containsEntry("name", "Acme Tools Inc.");
        }
    }

    @Test
    void of_a_gzip_bomb_no_more_than_a_page_is_unpacked() throws IOException {
        byte[] bomb = HostileServer.bomb(500);
        try (HostileServer server = new HostileServer((path, out) -> HostileServer.send(
                out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n", bomb))) {
            CompanyProfile profile = read(server, Settings::onlyAt, "acme.example");

            assertThat(profile.status()).isEqualTo(SiteStatus.READ);
            assertThat(values(profile)).containsOnlyKeys("domain");
        }
    }

    @Test
    void a_body_that_drips_is_given_up() throws IOException {
        HostileServer[] self = new HostileServer[1];
        try (HostileServer server = new HostileServer((path, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            self[0].drip(out, COMPANY.repeat(100));
        })) {
            self[0] = server;

            assertThat(read(server).status()).isEqualTo(SiteStatus.TOO_SLOW);
        }
    }

    @Test
    void headers_that_drip_are_given_up() throws IOException {
        HostileServer[] self = new HostileServer[1];
        try (HostileServer server = new HostileServer(
                (path, out) -> self[0].drip(out, "HTTP/1.1 200 OK\r\nX-Long: " + "y".repeat(9_000)))) {
            self[0] = server;

            assertThat(read(server).status()).isEqualTo(SiteStatus.TOO_SLOW);
        }
    }

    @Test
    void headers_without_end_are_given_up() throws IOException {
        try (HostileServer server = new HostileServer((path, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100_000; i++) {
                out.write(("X-Header-" + i + ": y\r\n").getBytes(StandardCharsets.UTF_8));
            }
        })) {
            assertThat(read(server).status()).isEqualTo(SiteStatus.UNREACHABLE);
        }
    }

    @Test
    void a_page_that_is_half_there_gives_what_it_holds_or_is_unreachable() throws IOException {
        try (HostileServer server = new HostileServer((path, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            out.write(COMPANY.getBytes(StandardCharsets.UTF_8));
        })) {
            assertThat(read(server).status()).isEqualTo(SiteStatus.UNREACHABLE);
        }
    }

    @Test
    void html_that_breaks_off_in_a_tag_gives_what_came_before() throws IOException {
        try (HostileServer server =
                new HostileServer((path, out) -> HostileServer.page(out, COMPANY + "<table><tr><td class='x"))) {
            assertThat(values(read(server)))
                    .containsEntry("name", "Acme Tools Inc.")
                    .containsEntry("hq_state", "NV");
        }
    }

    @Test
    void elements_nested_a_hundred_thousand_deep_are_read_in_time() throws IOException {
        try (HostileServer server =
                new HostileServer((path, out) -> HostileServer.page(out, "<div>".repeat(100_000) + COMPANY))) {
            assertThat(read(server, Settings::onlyAt, "acme.example").status()).isEqualTo(SiteStatus.READ);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 Main Street, Aaaa Aaaa ",
                "12345 Aa-Aa-Aa-Aa ",
                "A Aa aa Aa aa ",
                "+1 (216) 555-01",
                "Registered in Tel: Fax: Aa ",
                "株式会社東京都大田",
            })
    void text_made_to_tire_the_reader_out_is_read_in_time(String again) throws IOException {
        String line = "<p>" + again.repeat(30);
        try (HostileServer server =
                new HostileServer((path, out) -> HostileServer.page(out, line.repeat(1_500_000 / line.length())))) {
            Instant start = Instant.now();

            assertThat(read(server, Settings::onlyAt, "acme.example").status()).isEqualTo(SiteStatus.READ);

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void what_is_no_page_is_said_to_be_none() throws IOException {
        try (HostileServer server = new HostileServer((path, out) ->
                HostileServer.send(out, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n", new byte[100]))) {
            assertThat(read(server).status()).isEqualTo(SiteStatus.NOT_HTML);
        }
    }

    @Test
    void what_is_no_http_is_unreachable() throws IOException {
        try (HostileServer server = new HostileServer(
                (path, out) -> out.write("SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(read(server).status()).isEqualTo(SiteStatus.UNREACHABLE);
        }
    }

    private static Map<String, String> values(CompanyProfile profile) {
        return profile.values().stream()
                .collect(Collectors.toMap(CompanyProfile.Value::field, CompanyProfile.Value::text));
    }

    private static CompanyProfile read(HostileServer server) throws IOException {
        Instant start = Instant.now();
        CompanyProfile profile = read(server, Settings::impatient, "http://acme.example");
        assertThat(Duration.between(start, Instant.now())).isLessThan(CAP);
        return profile;
    }

    private static CompanyProfile read(HostileServer server, Function<Integer, WebSettings> settings, String website)
            throws IOException {
        WebSettings chosen = settings.apply(server.port());
        PageClient client = new PageClient(chosen, new PublicAddresses());
        try {
            return new CompanyWebsite(chosen, client).read(website);
        } finally {
            client.destroy();
        }
    }
}
