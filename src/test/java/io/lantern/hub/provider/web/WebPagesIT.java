package io.lantern.hub.provider.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.web.CompanyWeb;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single pages of the sandbox's web, and of servers that are up to no good. */
class WebPagesIT {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static CompanyWeb web;
    private static PageClient client;
    private static WebPages pages;

    @BeforeAll
    static void start() throws IOException {
        web = CompanyWeb.start(0);
        WebSettings settings = Settings.onlyAt(web.port());
        client = new PageClient(settings, new PublicAddresses());
        pages = new WebPages(settings, client);
    }

    @AfterAll
    static void stop() throws IOException {
        client.destroy();
        web.close();
    }

    @Test
    void a_page_is_its_title_and_what_a_visitor_reads() {
        WebPage page = pages.read(URI.create("https://candela-machinetools.example/about"), TIME);

        assertThat(page.status()).isEqualTo(SiteStatus.READ);
        assertThat(page.title()).isEqualTo("About Candela Machine Tools");
        assertThat(page.text().lines())
                .contains("Two sisters and a lathe")
                .anyMatch(line -> line.startsWith("Candela Machine Tools was founded in 1987"));
    }

    @Test
    void what_is_hidden_from_visitors_is_not_read() {
        WebPage page = pages.read(URI.create("https://candid-coffee.example/"), TIME);

        assertThat(page.text()).contains("Small batch").doesNotContain("instructions", "Umbrella");
    }

    @Test
    void a_page_that_leads_on_is_where_it_leads() {
        WebPage page = pages.read(URI.create("https://northwind-analytics.example/"), TIME);

        assertThat(page.address()).hasToString("https://www.northwind-analytics.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "https://private-vault.example/, ROBOTS_FORBID",
        "https://nobody-here.example/, NOT_FOUND",
        "http://127.0.0.1/, REFUSED_ADDRESS",
        "http://169.254.169.254/latest/meta-data/, REFUSED_ADDRESS",
        "https://acme-fasteners.example:8443/, REFUSED_ADDRESS",
        "mailto:info@acme-fasteners.example, REFUSED_ADDRESS",
        "file:///etc/passwd, REFUSED_ADDRESS",
    })
    void what_may_or_can_not_be_read_is_not(String address, SiteStatus status) {
        WebPage page = pages.read(URI.create(address), TIME);

        assertThat(page).isEqualTo(new WebPage(status, URI.create(address), "", ""));
    }

    @Test
    void a_page_that_takes_longer_than_it_may_is_given_up() {
        WebPage page = pages.read(URI.create("https://slow-harvest.example/"), Duration.ofMillis(300));

        assertThat(page.status()).isEqualTo(SiteStatus.TOO_SLOW);
    }

    @Test
    void a_long_paragraph_is_read_to_its_end() throws IOException {
        String paragraph = "A sentence of a long story. ".repeat(100).strip();
        try (HostileServer server = new HostileServer((path, out) -> HostileServer.page(out, "<p>" + paragraph))) {
            WebSettings settings = Settings.onlyAt(server.port());
            PageClient own = new PageClient(settings, new PublicAddresses());

            WebPage page = new WebPages(settings, own).read(URI.create("https://story.example/"), TIME);

            assertThat(page.text()).isEqualTo(paragraph);
            assertThat(page.title()).isEmpty();
            own.destroy();
        }
    }
}
