package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubTest;
import io.lantern.sandbox.web.CompanyWeb;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The provider behind its route, on the sandbox's web. */
@HubTest
@ActiveProfiles("sandbox")
class BuiltinCompanyIT {
    private static @Nullable CompanyWeb web;

    @Autowired
    private ProviderService providers;

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry settings) throws IOException {
        CompanyWeb started = CompanyWeb.start(0);
        web = started;
        settings.add("lantern.provider.web.resolve-all-to", () -> "localhost:" + started.port());
    }

    @AfterAll
    static void stop() {
        if (web != null) {
            web.close();
        }
    }

    @Test
    void a_domain_brings_what_the_companys_website_says_each_with_confidence_and_source() {
        ProviderAnswer answer = ask("domain", "acme-fasteners.example");

        assertThat(answer.field("name").orElseThrow().text()).isEqualTo("Acme Fasteners, Inc.");
        assertThat(answer.field("hq_postal_code").orElseThrow().text()).isEqualTo("44114");
        assertThat(answer.field("website_status").orElseThrow().text()).isEqualTo("read");
        assertThat(answer.field("website_verified").orElseThrow().value()).isEqualTo(true);
        assertThat(answer.found()).allSatisfy(found -> {
            assertThat(found.source()).isEqualTo("builtin.company");
            assertThat(found.confidence()).isBetween(0.5, 1.0);
        });
    }

    @Test
    void a_website_is_as_good_as_a_domain_and_its_path_does_not_matter() {
        ProviderAnswer answer = ask("website", "http://www.acme-fasteners.example/products?utm_source=x#top");

        assertThat(answer.field("domain").orElseThrow().text()).isEqualTo("acme-fasteners.example");
    }

    @Test
    void what_markup_says_is_surer_than_what_stands_in_a_footer_and_that_than_a_title() {
        double marked = ask("domain", "acme-fasteners.example")
                .field("name")
                .orElseThrow()
                .confidence();
        double footer = ask("domain", "officine-rossi.example")
                .field("name")
                .orElseThrow()
                .confidence();
        double title = ask("domain", "oldtown-press.example")
                .field("name")
                .orElseThrow()
                .confidence();

        assertThat(marked).isGreaterThan(footer);
        assertThat(footer).isGreaterThanOrEqualTo(title);
    }

    @Test
    void from_a_name_alone_no_website_is_guessed() {
        assertThat(ask("company_name", "Acme Fasteners").found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "private-vault.example,   robots_forbid",
        "closed-doors.example,    not_found",
        "brightname.example,      parked",
        "nobody-here.example,     not_found",
        "127.0.0.1,               refused_address",
    })
    void a_site_that_says_nothing_of_a_company_says_why_and_verifies_nothing(String domain, String status) {
        ProviderAnswer answer = ask("domain", domain);

        assertThat(answer.field("website_status").orElseThrow().text()).isEqualTo(status);
        assertThat(answer.field("website_verified").orElseThrow().value()).isEqualTo(false);
        assertThat(answer.missReason()).isEqualTo("website: " + status.replace('_', ' '));
        assertThat(answer.found()).hasSize(3);
    }

    @Test
    void a_page_that_gives_orders_to_machines_is_read_like_any_other() {
        ProviderAnswer answer = ask("domain", "candid-coffee.example");

        assertThat(answer.field("name").orElseThrow().text()).isEqualTo("Candid Coffee Roasters LLC");
        assertThat(answer.found().toString()).doesNotContain("Umbrella", "umbrella");
    }

    private ProviderAnswer ask(String field, String value) {
        return providers.ask("builtin.company", ProviderQuestion.of(Map.of(field, value)));
    }
}
