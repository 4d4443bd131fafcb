package io.lantern.hub.provider.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import io.lantern.hub.provider.vendor.Vendors.Offer;
import io.lantern.sandbox.vendor.VendorServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Cards that are dropped into a folder while the hub runs, against a vendor over sockets. */
@HubTest
@Import(OwnCardsIT.AtReady.class)
class OwnCardsIT {
    private static final Path FOLDER;
    private static final VendorServer VENDOR;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ProviderQuestion ADA =
            ProviderQuestion.of(Map.of("first_name", "Ada", "last_name", "Byron", "company", "Umbra"));

    private static final String CARD = """
            - templatedRoute:
                routeTemplateRef: vendor
                routeId: provider.lodestar.phone
                parameters:
                  - {name: name, value: lodestar.phone}
                  - {name: url, value: "%s/lodestar/v1/person"}
                  - {name: key, value: lantern-sandbox}
                  - {name: method, value: POST}
                  - {name: needs, value: "first_name+last_name+company"}
                  - {name: request, value: "{first_name, last_name, company}"}
                  - {name: answer, value: 'if .found then {phone: .person.mobile} else null end'}
                  - {name: credits, value: "%d"}
                  - {name: at-once, value: "2"}
            """;

    static {
        try {
            FOLDER = Files.createTempDirectory("cards");
            VENDOR = VendorServer.start(0);
            Files.writeString(FOLDER.resolve("early.camel.yaml"), card(1).replace("lodestar.phone", "early.company"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Autowired
    ProviderService providers;

    @Autowired
    ObjectMapper json;

    /** As it was when runs may begin. */
    private static List<String> early = List.of();

    @TestConfiguration(proxyBeanMethods = false)
    static class AtReady {
        @EventListener(ApplicationReadyEvent.class)
        void look(ApplicationReadyEvent ready) {
            early = ready.getApplicationContext().getBean(ProviderService.class).offers("company").stream()
                    .map(Offer::name)
                    .toList();
        }
    }

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry settings) {
        settings.add("lantern.provider.cards", FOLDER::toString);
    }

    @BeforeEach
    void drop() throws Exception {
        write(card(2));
        await().atMost(SOON).until(() -> prices().equals(List.of(2)));
    }

    @AfterEach
    void takeAway() throws Exception {
        control("DELETE", "/sandbox/faults");
        control("PUT", "/sandbox/lodestar?millis=0&at_once=0");
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        await().atMost(SOON).until(() -> prices().isEmpty());
    }

    @AfterAll
    static void stop() {
        VENDOR.close();
    }

    @Test
    void what_lies_there_at_the_start_is_loaded_before_any_run_goes_on() {
        assertThat(early).containsExactly("early.company");
    }

    @Test
    void a_card_that_is_dropped_is_asked() {
        assertThat(ask().field("phone").orElseThrow().text()).startsWith("+1 415");
    }

    @Test
    void a_card_that_is_changed_counts_as_it_is_now() throws Exception {
        write(card(7));

        await().atMost(SOON).until(() -> prices().equals(List.of(7)));
        assertThat(ask().field("phone")).isPresent();
    }

    @Test
    void a_card_that_is_taken_away_is_asked_no_more() throws Exception {
        Files.delete(FOLDER.resolve("lodestar.camel.yaml"));

        await().atMost(SOON).until(() -> prices().isEmpty());
        assertThatThrownBy(this::ask).isInstanceOf(ProblemException.class).hasMessageContaining("lodestar.phone");
    }

    @Test
    void a_wrong_change_leaves_what_was_loaded_before() throws Exception {
        for (String wrong : List.of(
                card(7).replace("POST", "PUT"),
                card(7).replace("at-once", "at-onse"),
                card(7).replace("if .found", "if ("),
                card(7).replace("provider.lodestar.phone", "provider.other.phone"),
                "- route: {id: provider.lodestar.phone}",
                "a: [")) {
            write(wrong);
            write("other", card(9).replace("lodestar.phone", "witness.phone"));
            await().atMost(SOON).until(() -> prices().contains(9));

            assertThat(prices()).as(wrong).containsExactlyInAnyOrder(2, 9);

            Files.delete(FOLDER.resolve("other.camel.yaml"));
            await().atMost(SOON).until(() -> !prices().contains(9));
        }
        assertThat(ask().field("phone")).isPresent();
    }

    @Test
    void a_card_cannot_take_the_name_of_one_that_ships() throws Exception {
        write("hunter", card(9).replace("lodestar.phone", "hunter.email"));
        write("other", card(8).replace("lodestar.phone", "witness.phone"));
        await().atMost(SOON).until(() -> prices().contains(8));

        assertThat(providers.offers("email")).isEmpty();
    }

    @Test
    void a_vendor_that_wants_a_pause_is_asked_again_after_it() throws Exception {
        control("PUT", "/sandbox/faults/rate-limit?count=1&retry-after=1");

        assertThat(ask().field("phone")).isPresent();
    }

    @Test
    void more_than_the_vendor_takes_at_once_wait_for_their_turn() throws Exception {
        control("PUT", "/sandbox/lodestar?millis=50&at_once=2");

        List<CompletableFuture<ProviderAnswer>> all = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::ask, work -> new Thread(work).start()))
                .toList();

        assertThat(all).allSatisfy(one -> assertThat(one.join().field("phone")).isPresent());
        JsonNode pace = json.readTree(control("GET", "/sandbox/lodestar"));
        assertThat(pace.path("most_at_once").asInt()).isEqualTo(2);
        assertThat(pace.path("refused").asInt()).isZero();
    }

    @Test
    void a_vendor_that_keeps_failing_is_left_alone() throws Exception {
        control("PUT", "/sandbox/faults/server-error");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(this::ask).hasMessageContaining("out of order");
        }
        control("DELETE", "/sandbox/faults");
        control("DELETE", "/sandbox/requests");

        assertThatThrownBy(this::ask).hasMessageContaining("left alone");

        assertThat(json.readTree(control("GET", "/sandbox/requests")).toString())
                .doesNotContain("lodestar");
    }

    private ProviderAnswer ask() {
        return providers.ask("lodestar.phone", ADA);
    }

    private List<Integer> prices() {
        return providers.offers("phone").stream()
                .map(Offer::credits)
                .map(BigDecimal::intValue)
                .toList();
    }

    private static String card(int credits) {
        return CARD.formatted(VENDOR.url(), credits);
    }

    private static void write(String text) throws IOException {
        write("lodestar", text);
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(FOLDER.resolve(name + ".camel.yaml"), text);
    }

    private static String control(String method, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(VENDOR.url().resolve(path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
