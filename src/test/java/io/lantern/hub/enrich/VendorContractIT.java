package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import io.lantern.sandbox.vendor.VendorServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every card that ships, against its vendor over sockets: what it makes of an answer, and what of a vendor's faults. */
class VendorContractIT extends LookupScene {
    private static final HttpClient control = HttpClient.newHttpClient();
    private static final VendorServer vendors = start();

    private static final Map<String, String> ADA =
            Map.of("first_name", "Ada", "last_name", "Moreno", "domain", "candela.example", "company", "Candela");

    @Autowired
    ProviderService providers;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry settings) {
        for (String vendor : List.of("peopledatalabs", "apollo", "hunter", "prospeo")) {
            settings.add("lantern.vendors." + vendor + ".url", () -> vendors.url() + "/" + vendor);
            settings.add("lantern.vendors." + vendor + ".key", () -> VendorServer.KEY);
        }
    }

    @AfterEach
    void calm() {
        control("DELETE", "/sandbox/faults");
    }

    @AfterAll
    static void stop() {
        vendors.close();
    }

    static Stream<Arguments> hits() {
        String name = "full_name=Ada Moreno, first_name=Ada, last_name=Moreno";
        String page = "https://www.linkedin.com/in/ada-moreno-candelaexample";
        return Stream.of(
                Arguments.of(
                        "peopledatalabs.person",
                        name
                                + ", email=ada.moreno@candela.example 0.8, phone=+14155552094 0.8, title=Plant Manager 0.8,"
                                + " seniority=manager 0.8, linkedin_url=" + page
                                + " 0.8, job_last_seen_at=2025-06-01T00:00:00Z"),
                Arguments.of("peopledatalabs.phone", name + ", phone=+14155552094 0.8"),
                Arguments.of("peopledatalabs.email", name + ", email=ada.moreno@candela.example 0.8"),
                Arguments.of(
                        "peopledatalabs.company",
                        "name=Candela 0.8, domain=candela.example, industry=machinery 0.8, size_range=501-1000 0.8,"
                                + " linkedin_url=https://www.linkedin.com/company/candela, hq_city=Porto, hq_state=Porto,"
                                + " hq_country=Portugal 0.8, hq_postal_code=4000-322, lat=41.1579, lon=-8.6291"),
                Arguments.of(
                        "apollo.person",
                        name + ", email=ada.moreno@candela.example 0.9, email_status=valid, title=Plant Manager,"
                                + " seniority=manager, linkedin_url=" + page.replace("https", "http")),
                Arguments.of("apollo.email", name + ", email=ada.moreno@candela.example 0.9, email_status=valid"),
                Arguments.of(
                        "apollo.company",
                        "name=Candela, domain=candela.example, industry=machinery, size_range=501-1000,"
                                + " linkedin_url=http://www.linkedin.com/company/candela, hq_city=Porto,"
                                + " hq_state=Porto, hq_country=Portugal, hq_postal_code=4000-322"),
                Arguments.of(
                        "hunter.email",
                        "first_name=Ada, last_name=Moreno, email=ada.moreno@candela.example 0.88, email_status=valid"),
                Arguments.of(
                        "prospeo.email", name + ", email=ada.moreno@candela.example 0.95, email_status=valid 0.95"),
                Arguments.of("prospeo.phone", name + ", phone=+1 415-555-2094 0.9"));
    }

    /** @param expected values by field; without a number those of the card's own confidence count, or any */
    @ParameterizedTest
    @MethodSource("hits")
    void a_hit_is_mapped_field_by_field(String provider, String expected) {
        ProviderAnswer answer = providers.ask(provider, ProviderQuestion.of(ADA));

        List<String> wanted = List.of(expected.split(", "));
        List<String> found = answer.found().stream()
                .map(value -> value.field() + "=" + value.text() + " " + value.confidence())
                .map(value -> wanted.contains(value) ? value : value.replaceFirst(" [0-9.]+$", ""))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(answer.found()).allMatch(value -> value.source().equals(provider));
    }

    @Test
    void a_profile_alone_finds_the_person_it_is_of() {
        for (String provider : List.of("peopledatalabs.phone", "prospeo.phone")) {
            ProviderAnswer answer =
                    providers.ask(provider, ProviderQuestion.of(Map.of("linkedin_id", "ada-moreno-candelaexample")));

            assertThat(answer.field("phone").orElseThrow().text().replaceAll("[ -]", ""))
                    .isEqualTo("+14155552094");
        }
    }

    @ParameterizedTest
    @CsvSource({"phone", "email", "company", "person"})
    void the_cheapest_that_knows_is_used_and_its_price_is_charged(String service) {
        JsonNode answer = ask(service, "hit", "Ada", "candela");

        List<JsonNode> attempts = attempts(answer);
        assertThat(attempts.get(0).at("/provider").asText())
                .isEqualTo(cards(service).get(0));
        assertThat(attempts.get(0).at("/result").asText()).isEqualTo("used");
        assertThat(answer.at("/credits_consumed").asInt()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"phone", "email", "company", "person"})
    void somebody_unknown_is_a_miss_at_every_vendor_and_costs_nothing(String service) {
        JsonNode answer = ask(service, "nobody", "Nobody", "nobody-knows");

        assertAttempts(answer, service, "miss", "");
    }

    @Test
    void a_miss_at_one_vendor_goes_on_to_the_next() {
        JsonNode answer = ask("email", "next", "Ada", "company-5");

        assertThat(attempts(answer).stream()
                        .map(attempt -> attempt.at("/provider").asText() + " "
                                + attempt.at("/result").asText()))
                .startsWith("apollo.email miss", "hunter.email used");
        assertThat(answer.at("/email").asText()).isEqualTo("ada.moreno@company-5.example");
        assertThat(answer.at("/credits_consumed").asInt()).isEqualTo(2);
    }

    static Stream<Arguments> faults() {
        return Stream.of("phone", "email", "company", "person")
                .flatMap(service -> Stream.of(
                        Arguments.of(service, "unauthorized", "refused its key"),
                        Arguments.of(service, "no-credits", "has no credits left"),
                        Arguments.of(service, "rate-limit", "takes no more calls now"),
                        Arguments.of(service, "server-error", "is out of order"),
                        Arguments.of(service, "hang", "did not answer in time"),
                        Arguments.of(service, "html", "sent something that is not its JSON"),
                        Arguments.of(service, "half-json", "sent something that is not its JSON"),
                        Arguments.of(service, "huge", "sent an answer of an impossible size"),
                        Arguments.of(service, "drop-reply", "is out of order")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void a_vendors_fault_is_an_attempt_that_failed_and_costs_nothing(String service, String fault, String reason) {
        control("PUT", "/sandbox/faults/" + fault);

        JsonNode answer = ask(service, "fault", "Ada", "candela");

        assertAttempts(answer, service, "failed", reason);
        // The time of the slowest card, and a little for the hub.
        assertThat(attempts(answer))
                .allMatch(attempt -> attempt.at("/duration_ms").asLong() < 9_500);
        assertAskedAgain(service);
    }

    @ParameterizedTest
    @CsvSource({"phone", "email", "person"})
    void an_answer_about_somebody_else_is_a_miss_and_costs_nothing(String service) {
        control("PUT", "/sandbox/faults/wrong-person");

        JsonNode answer = ask(service, "wrong", "Ada", "candela");

        assertAttempts(answer, service, "miss", "answered about somebody else");
        assertThat(answer.toString()).doesNotContainIgnoringCase("wrongly", "somewhere-else");
    }

    /** @return who is asked, in this order: by price, then by name */
    private static List<String> cards(String service) {
        return switch (service) {
            case "phone" -> List.of("peopledatalabs.phone", "prospeo.phone");
            case "email" -> List.of("apollo.email", "hunter.email", "prospeo.email", "peopledatalabs.email");
            case "company" -> List.of("apollo.company", "peopledatalabs.company");
            default -> List.of("apollo.person", "peopledatalabs.person");
        };
    }

    /** A fault that is over leaves nothing behind. */
    private void assertAskedAgain(String service) {
        calm();
        for (String provider : cards(service)) {
            assertThat(providers.ask(provider, ProviderQuestion.of(ADA)).found())
                    .as(provider)
                    .isNotEmpty();
        }
    }

    private static void assertAttempts(JsonNode answer, String service, String result, String reason) {
        assertThat(attempts(answer).stream()
                        .map(attempt -> attempt.at("/provider").asText()))
                .containsExactlyElementsOf(cards(service));
        assertThat(attempts(answer)).allSatisfy(attempt -> {
            assertThat(attempt.at("/result").asText()).isEqualTo(result);
            assertThat(attempt.at("/reason").asText()).contains(reason).doesNotContain("Moreno", "candela", "{");
            assertThat(attempt.at("/credits").asInt()).isZero();
        });
        assertThat(answer.at("/credits_consumed").asInt()).isZero();
    }

    private static List<JsonNode> attempts(JsonNode answer) {
        return StreamSupport.stream(answer.path("attempts").spliterator(), false)
                .filter(attempt -> !attempt.at("/provider").asText().startsWith("builtin."))
                .toList();
    }

    /** @param company the domain's first part */
    private JsonNode ask(String service, String record, String first, String company) {
        return ok(
                service,
                switch (service) {
                    case "company" ->
                        "{\"record_id\":\"%s\",\"domain\":\"%s.example\",\"effort\":\"high\"}"
                                .formatted(record, company);
                    case "person" ->
                        "{\"record_id\":\"%s\",\"first_name\":\"%s\",\"last_name\":\"Moreno\",\"company_domain\":\"%s.example\",\"effort\":\"high\"}"
                                .formatted(record, first, company);
                    default ->
                        "{\"record_id\":\"%s\",\"first_name\":\"%s\",\"last_name\":\"Moreno\",\"company\":\"Candela\",\"domain\":\"%s.example\"}"
                                .formatted(record, first, company);
                });
    }

    private static VendorServer start() {
        try {
            return VendorServer.start(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void control(String method, String path) {
        URI uri = vendors.url().resolve(path);
        try {
            control.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
